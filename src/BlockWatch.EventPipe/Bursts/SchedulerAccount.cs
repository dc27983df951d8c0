namespace BlockWatch.EventPipe.Bursts;

/// <summary>What the operating system's scheduler has written down of one thread since its birth.</summary>
/// <param name="RanNs">On a processor, nanoseconds.</param>
/// <param name="QueuedNs">Ready to run and waiting for a processor, nanoseconds.</param>
internal readonly record struct SchedulerAccount(long RanNs, long QueuedNs)
{
    /// <summary>How long it wanted a processor.</summary>
    public long WantedNs => RanNs + QueuedNs;
}
