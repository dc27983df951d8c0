namespace BlockWatch.EventPipe.Governing;

/// <summary>What the lanes may do.</summary>
/// <param name="RequestShare">The share of the time in which requests may be told: 1 or more always, 0 never; between, while something may be a stall.</param>
/// <param name="WorkItemShare">The share of the time in which work items are told, one by one: 1 always, 0 never; between, in windows.</param>
/// <param name="WithContention">Whether waits for locks are told.</param>
/// <param name="WaitShare">The same as for requests, for the other waits.</param>
/// <param name="AsyncShare">The share of the time in which tasks may be told; 1 or more always.</param>
/// <param name="BurstMsPerSecond">What bursts may cost in the long run, milliseconds of the target's processor time a second.</param>
internal sealed record LanePlan(double RequestShare, double WorkItemShare, bool WithContention, double WaitShare, double AsyncShare, double BurstMsPerSecond)
{
    /// <summary>What is told of work: nothing narrowed.</summary>
    public bool IsFull => RequestShare >= 1 && WorkItemShare >= 1 && WithContention && WaitShare >= 1;
}
