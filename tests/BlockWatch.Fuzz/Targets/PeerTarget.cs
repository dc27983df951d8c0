using System.Diagnostics;
using System.Globalization;
using BlockWatch.EventPipe.Targets;
using BlockWatch.Fuzz.Execution;
using BlockWatch.Fuzz.Mutations;
using BlockWatch.Fuzz.Seeds;
using BlockWatch.TestKit.Peers;

namespace BlockWatch.Fuzz.Targets;

/// <summary>A process that says it is a runtime and lies all along: identity, sessions, streams, stops. An input is its answers to each.</summary>
/// <remarks>The process itself is a <c>sleep</c>; its socket is in the temporary folder, which must be <see cref="WorkFolder"/>'s.</remarks>
internal sealed class PeerTarget : IFuzzTarget, IDisposable
{
    private const byte EventPipeSet = 0x02;
    private const byte StopCommand = 0x01;
    private const byte ProcessSet = 0x04;

    private readonly ToolCall _tool;
    private readonly Process _process;
    private readonly string _socket;
    private readonly SeedEvent[] _others = [.. SeedTrace.All[4].Events];

    public PeerTarget(WorkFolder folder)
    {
        _tool = new ToolCall(folder);
        _process = Process.Start("sleep", "1200");
        long startedAt = ProcFile.Stat(_process.Id)?.StartTicks ?? 0;
        _socket = folder.Combine(string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{_process.Id}-{startedAt}-socket"));
    }

    public byte[] Make(Random random)
    {
        string version = random.Next(4) switch { 0 => "8.0.1", 1 => "9.0.0", 2 => "11.0.0-x", _ => "10.0.0" };
        byte[] identity = IpcMessage.Ok(IpcMessage.Identity(_process.Id, version));
        SeedTrace seed = random.Next(2) == 0 ? WrittenTrace.OfTasks() : SeedTrace.All[random.Next(SeedTrace.All.Count)];
        byte[] stream = EventMutator.Written(seed.Header, random.Next(3) == 0 ? EventMutator.Mutate(seed, random, _others) : seed.Events, random);
        byte[] session = [.. IpcMessage.Ok(BitConverter.GetBytes(random.NextInt64())), .. stream];
        byte[] stopped = random.Next(4) == 0 ? IpcMessage.Error(0x80131384) : IpcMessage.Ok(new byte[8]);
        return Parts.Joined(
            PeerParts.Write(random.Next(8) == 0 ? PeerParts.AnyManner(random) : PeerManner.AnswersAndCloses, random.Next(5) == 0 ? ByteMutator.Mutate(identity, random) : identity),
            PeerParts.Write(PeerParts.AnyManner(random), random.Next(2) == 0 ? ByteMutator.Mutate(session, random) : session),
            PeerParts.Write(PeerParts.AnyManner(random), random.Next(3) == 0 ? ByteMutator.Mutate(stopped, random) : stopped),
            [(byte)random.Next(256)]);
    }

    public string Run(byte[] input)
    {
        List<byte[]> parts = Parts.All(input);
        PeerAnswer[] answers = [.. Enumerable.Range(0, 3).Select(i => PeerParts.Read(parts.ElementAtOrDefault(i) ?? []))];
        bool wantsTasks = (parts.ElementAtOrDefault(3) ?? []).FirstOrDefault() % 2 == 0;
        using LyingPeer peer = new(_socket, (set, command) => answers[set == ProcessSet ? 0 : set == EventPipeSet && command == StopCommand ? 2 : 1]);
        string id = _process.Id.ToString(CultureInfo.InvariantCulture);
        (Tool.ExitCode code, _, string said) = wantsTasks
            ? _tool.Run("tasks", "-p", id, "--duration", "100ms")
            : _tool.Run("attach", "-p", id, "--duration", "100ms", "--no-config");
        return $"{(wantsTasks ? "tasks" : "attach")} {code}: {said}";
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
