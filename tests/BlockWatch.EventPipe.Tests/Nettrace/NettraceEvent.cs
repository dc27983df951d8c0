namespace BlockWatch.EventPipe.Tests.Nettrace;

/// <summary>One event to be written.</summary>
/// <param name="MetadataId">What <see cref="NettraceWriter.Define"/> gave.</param>
/// <param name="Time">Ticks of the trace's clock.</param>
/// <param name="ThreadId">The thread that raised it.</param>
/// <param name="Payload">As it is in the trace.</param>
internal sealed record NettraceEvent(int MetadataId, long Time, long ThreadId, byte[] Payload)
{
    /// <summary>0: none.</summary>
    public int StackId { get; init; }

    /// <summary>The writer's promise that no older event comes later. In format 4 the thread may change only at such events.</summary>
    public bool IsSorted { get; init; }

    /// <summary>How many events of this thread were dropped just before this one.</summary>
    public int LostBefore { get; init; }
}
