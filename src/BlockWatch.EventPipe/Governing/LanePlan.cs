namespace BlockWatch.EventPipe.Governing;

/// <summary>What the lanes may do.</summary>
/// <param name="WithRequests">Whether requests are told.</param>
/// <param name="WorkItemShare">The share of the time in which work items are told, one by one: 1 always, 0 never.</param>
/// <param name="WithWaits">Whether waits and contention are told.</param>
/// <param name="BurstMsPerSecond">What bursts may cost in the long run, milliseconds of the target's processor time a second.</param>
internal sealed record LanePlan(bool WithRequests, double WorkItemShare, bool WithWaits, double BurstMsPerSecond)
{
    /// <summary>What is told of work: nothing narrowed.</summary>
    public bool IsFull => WithRequests && WorkItemShare >= 1 && WithWaits;
}
