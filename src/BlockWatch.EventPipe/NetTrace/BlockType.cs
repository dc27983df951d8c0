namespace BlockWatch.EventPipe.NetTrace;

/// <summary>What an object of the stream holds.</summary>
internal enum BlockType
{
    /// <summary>The stream's own description, its first object.</summary>
    Trace,
    Events,
    Stacks,
    Metadata,
    SequencePoint,
}
