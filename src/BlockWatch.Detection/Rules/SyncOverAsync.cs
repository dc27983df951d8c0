using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Rules;

/// <summary>BW0001: a thread waits for a task that it could await.</summary>
internal sealed class SyncOverAsync : IRule
{
    public RuleDescription Description { get; } = new(
        "BW0001",
        "sync-over-async",
        "A thread waits for a task to complete instead of awaiting it.",
        Severity.Warning);

    public IReadOnlyList<BlockingCategory> Categories { get; } = [BlockingCategory.TaskWait];

    public string Title(Site site) => SiteText.At(site, SiteText.Blocking(site, "Waiting for a task"));

    public string Advice(Site site) => site.Replacement is null or "await"
        ? "Await the task instead, and make the callers async up to the entry point. While it waits, this thread does no work, and the continuation that would free it may need a thread of the same pool."
        : $"Use `await {site.Replacement}` instead of {SiteText.Blocking(site, "the wait")}, and make the callers async up to the entry point.";
}
