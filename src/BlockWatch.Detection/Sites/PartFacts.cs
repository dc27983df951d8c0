namespace BlockWatch.Detection.Sites;

/// <summary>What the operating system counted during one part of a stall.</summary>
/// <param name="QueuedNs">For how long at least the thread was ready to run, and no processor was free; nanoseconds.</param>
/// <param name="MajorFaults">How many major page faults at least it had.</param>
/// <param name="IsThrottled">Whether its whole container was surely stopped meanwhile for having used up its share of the processors.</param>
internal readonly record struct PartFacts(double QueuedNs, long MajorFaults, bool IsThrottled)
{
    public static PartFacts None { get; }
}
