namespace BlockWatch.TestKit.Peers;

/// <summary>What a peer answers to one command, and how.</summary>
/// <param name="Manner">How.</param>
/// <param name="Bytes">What.</param>
public sealed record PeerAnswer(PeerManner Manner, byte[] Bytes);
