namespace BlockWatch.EventPipe.NetTrace;

/// <summary>Given the blocks of a stream while it is read, on the reading thread; nothing of them may be kept without a copy.</summary>
internal interface IBlockSink
{
    /// <summary>The stream's description of itself: once, before all blocks.</summary>
    void Begin(ReadOnlySpan<byte> header);

    /// <summary>A block that came whole, before its events are handed out.</summary>
    void Add(BlockType type, ReadOnlySpan<byte> content);
}
