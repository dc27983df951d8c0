namespace BlockWatch.Detection.Findings;

/// <summary>The pool's counters at one instant.</summary>
/// <param name="TimeNs">Nanoseconds since the session began.</param>
/// <param name="Threads">Pool worker threads.</param>
/// <param name="QueueLength">Work items in the queue.</param>
/// <param name="CompletedItems">Completed since the sample before.</param>
public sealed record PoolSample(long TimeNs, int Threads, long QueueLength, long CompletedItems);
