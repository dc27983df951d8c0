using System.Buffers.Binary;
using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.EventPipe.Recording;

/// <summary>What a tape had at one moment. The blocks are shared with the tape; nobody changes them.</summary>
/// <param name="Header">The content of the stream's Trace object.</param>
/// <param name="AfterTicks">Events at or before this time are left out: another tape has them.</param>
/// <param name="WithCounters">False to leave out the counters: another tape has them.</param>
/// <param name="Metadata">All that the stream described so far.</param>
/// <param name="Segments">The first has events.</param>
internal sealed record TapeCopy(
    byte[] Header, long AfterTicks, bool WithCounters, IReadOnlyList<byte[]> Metadata, IReadOnlyList<TapeCopy.Segment> Segments)
{
    // A block of events begins with its header's size and flags, then the times of its oldest and newest event.
    private const int OldestTicksAt = 4;
    private const int LeastBlock = 20;

    /// <summary>About the oldest event's time, by the trace's clock, as its block says.</summary>
    public long FirstTicks => Segments is [{ Events: [{ Length: >= LeastBlock } first, ..] }, ..]
        ? BinaryPrimitives.ReadInt64LittleEndian(first.AsSpan(OldestTicksAt))
        : long.MinValue;

    /// <summary>See <see cref="TapeSegment"/>.</summary>
    internal sealed record Segment(byte[]? SequencePoint, IReadOnlyList<byte[]> Stacks, IReadOnlyList<byte[]> Events);
}
