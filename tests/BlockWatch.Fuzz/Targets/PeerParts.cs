using BlockWatch.TestKit.Peers;

namespace BlockWatch.Fuzz.Targets;

/// <summary>Answers of a peer as parts of an input: the first byte is the manner.</summary>
internal static class PeerParts
{
    private static readonly int Manners = Enum.GetValues<PeerManner>().Length;

    public static PeerAnswer Read(byte[] part) => part.Length == 0 ? new PeerAnswer(PeerManner.Closes, []) : new PeerAnswer((PeerManner)(part[0] % Manners), part[1..]);

    public static byte[] Write(PeerManner manner, byte[] bytes) => [(byte)manner, .. bytes];

    /// <summary>One manner of all, most often an ordinary one.</summary>
    public static PeerManner AnyManner(Random random) => random.Next(3) > 0 ? PeerManner.AnswersAndStays : (PeerManner)random.Next(Manners);
}
