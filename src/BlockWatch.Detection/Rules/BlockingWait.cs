using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Rules;

/// <summary>BW0002: a thread waits on a synchronization primitive.</summary>
internal sealed class BlockingWait : IRule
{
    public RuleDescription Description { get; } = new(
        "BW0002",
        "blocking-wait",
        "A thread waits on a synchronization primitive: an event, a semaphore, a countdown, another thread, a blocking queue.",
        Severity.Warning);

    public IReadOnlyList<BlockingCategory> Categories { get; } = [BlockingCategory.PrimitiveWait];

    public string Title(Site site) => SiteText.At(site, SiteText.Blocking(site, "Waiting on a primitive"));

    public string Advice(Site site) => site.Replacement is { } replacement
        ? $"Wait without a thread: {replacement}. If the wait has to stay synchronous, give it a dedicated thread, not one of the pool's."
        : "Wait without a thread, or give the wait a dedicated thread, not one of the pool's.";
}
