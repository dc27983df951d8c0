using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Rules;

/// <summary>BW0003: a thread waits for a lock that another one holds.</summary>
internal sealed class LockContention : IRule
{
    public RuleDescription Description { get; } = new(
        "BW0003",
        "lock-contention",
        "A thread waits for a lock that another thread holds.",
        Severity.Warning);

    public IReadOnlyList<BlockingCategory> Categories { get; } = [BlockingCategory.Lock];

    public string Title(Site site) => SiteText.At(site, $"Lock contention at {SiteText.Blocking(site, "a lock")}");

    public string Advice(Site site) =>
        "Look at the owner first: what it does while it holds the lock is the cause, and I/O or another wait under a lock multiplies. "
        + $"Then: {site.Replacement ?? "a shorter section"}.";
}
