namespace BlockWatch.EventPipe.Recording;

/// <summary>What a tape has from one sequence point to the next: stack ids mean something within it only.</summary>
internal sealed class TapeSegment
{
    /// <param name="sequencePoint">The block that begins it; null for a stream's first.</param>
    public TapeSegment(byte[]? sequencePoint) => SequencePoint = sequencePoint;

    public byte[]? SequencePoint { get; }

    /// <summary>All of them stay as long as one of the events does, which may refer to any.</summary>
    public List<byte[]> Stacks { get; } = [];

    public Queue<byte[]> Events { get; } = new();
}
