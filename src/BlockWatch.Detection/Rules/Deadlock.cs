using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Rules;

/// <summary>BW0008: threads and tasks wait for each other. A finding on all of them; its title and its ring come from the deadlock itself.</summary>
internal sealed class Deadlock : IRule
{
    public RuleDescription Description { get; } = new(
        "BW0008",
        "deadlock",
        "Threads and tasks wait for each other in a ring, or the whole pool waits for its own queue: none of them goes on by itself.",
        Severity.Error);

    // Its waits are stalls of their own rules.
    public IReadOnlyList<BlockingCategory> Categories { get; } = [];

    public string Title(Site site) => SiteText.At(site, "Deadlock");

    public string Advice(Site site) => site.Category == BlockingCategory.Lock
        ? "Take the locks in the same order everywhere, or only one at a time, and wait for nothing while you hold one. A restart frees these threads, and nothing else does."
        : "Await the task instead of blocking on it, up to the entry point: what would complete it needs what this thread holds. A restart frees these threads, if no time limit does.";
}
