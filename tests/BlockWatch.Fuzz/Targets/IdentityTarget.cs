using BlockWatch.EventPipe.Targets;
using BlockWatch.Fuzz.Execution;
using BlockWatch.Fuzz.Mutations;
using BlockWatch.TestKit.Peers;

namespace BlockWatch.Fuzz.Targets;

/// <summary>What a process answers when it is asked who it is. Whoever can put a socket into the temporary folder can answer.</summary>
internal sealed class IdentityTarget : IFuzzTarget
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly byte[] Good = IpcMessage.Ok(IpcMessage.Identity(4_711, "10.0.0+abc"));

    private readonly WorkFolder _folder;

    public IdentityTarget(WorkFolder folder) => _folder = folder;

    public byte[] Make(Random random)
    {
        // Silence takes its time: a few times are enough.
        PeerManner manner = random.Next(200) == 0 ? (PeerManner)random.Next(6) : random.Next(2) == 0 ? PeerManner.AnswersAndCloses : PeerManner.Closes;
        manner = manner == PeerManner.Closes && random.Next(20) > 0 ? PeerManner.AnswersAndCloses : manner;
        return PeerParts.Write(manner, ByteMutator.Mutate(Good, random));
    }

    public string Run(byte[] input)
    {
        string path = _folder.Combine("s");
        PeerAnswer answer = PeerParts.Read(input);
        using LyingPeer peer = new(path, (_, _) => answer);
        RuntimeIdentity? identity = DiagnosticIpc.IdentifyAsync(path, Patience).GetAwaiter().GetResult();
        return identity is null ? "no identity" : $"an identity, version {(identity.Major > 0 ? "known" : "unknown")}";
    }
}
