namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>The counters that are read.</summary>
internal enum PoolCounterName
{
    Threads,
    QueueLength,
    CompletedItems,
}
