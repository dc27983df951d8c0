using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Suppressions;

namespace BlockWatch.Detection.Deadlocks;

/// <summary>Makes findings of deadlocks: one for each site, which shows the last that is open, or the last.</summary>
internal static class DeadlockFindings
{
    private const double NsPerMs = 1e6;

    /// <param name="deadlocks">In the order found.</param>
    /// <param name="texts">The rule's words.</param>
    /// <param name="filter">What the user does not want to be told of.</param>
    /// <param name="now">Nanoseconds since the session began.</param>
    public static IEnumerable<Finding> Of(IEnumerable<Deadlock> deadlocks, IRuleTexts texts, SiteFilter filter, long now) =>
        deadlocks.GroupBy(deadlock => deadlock.Site.Id).Where(site => !filter.IsSuppressed(site.First().Site)).Select(site => OfSite([.. site], texts, now));

    private static Finding OfSite(Deadlock[] deadlocks, IRuleTexts texts, long now)
    {
        Deadlock shown = deadlocks.LastOrDefault(deadlock => deadlock.EndNs is null) ?? deadlocks[^1];
        var durations = new DurationHistogram();
        foreach (Deadlock deadlock in deadlocks)
        {
            durations.Add(deadlock.DurationUntil(now));
        }

        return new Finding
        {
            Site = shown.Site,
            Severity = texts.SeverityOf(shown.Site),
            Confidence = shown.Confidence,
            Title = shown.Title,
            Advice = texts.Advice(shown.Site),
            Count = deadlocks.Length,
            TotalMs = deadlocks.Sum(deadlock => deadlock.DurationUntil(now)) / NsPerMs,
            P50Ms = durations.Quantile(0.50) / NsPerMs,
            P95Ms = durations.Quantile(0.95) / NsPerMs,
            MaxMs = durations.Max / NsPerMs,
            OpenCount = deadlocks.Count(deadlock => deadlock.EndNs is null),
            Threads = shown.Threads,
            FirstSeenMs = deadlocks.Min(deadlock => deadlock.StartNs) / NsPerMs,
            LastSeenMs = deadlocks.Max(deadlock => deadlock.StartNs + deadlock.DurationUntil(now)) / NsPerMs,
            Stacks = [.. shown.Steps.Where(step => step.Stack is not null).Select(step => new StackShape(step.Stack!.Frames, 1, step.Stack.IsCut))],
            Deadlock = shown,
        };
    }
}
