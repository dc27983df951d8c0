namespace BlockWatch.EventPipe.NetTrace;

/// <summary>An event that waits in its block until no older one can come.</summary>
/// <param name="Ticks">When, by the trace's clock.</param>
/// <param name="ThreadId">The thread that it happened on.</param>
/// <param name="MetadataId">Its kind.</param>
/// <param name="StackId">Its stack; 0 for none.</param>
/// <param name="PayloadStart">Where its payload begins in the block.</param>
/// <param name="PayloadLength">The payload's bytes.</param>
internal readonly record struct HeldEvent(long Ticks, long ThreadId, int MetadataId, int StackId, int PayloadStart, int PayloadLength)
{
    /// <summary>Bytes in memory.</summary>
    public const int Size = 32;
}
