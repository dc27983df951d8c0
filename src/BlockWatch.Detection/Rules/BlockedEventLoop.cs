using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Rules;

/// <summary>BW0012: an event loop that does not turn, because something that it runs blocks. Its sites keep the cause that they have under their own rule.</summary>
internal sealed class BlockedEventLoop : IRule
{
    public const string Id = "BW0012";

    public RuleDescription Description { get; } = new(
        Id,
        "blocked-event-loop",
        "A thread that runs what is posted to it (a user interface, a single-threaded context, a scheduler of its own) is blocked, and all the rest waits.",
        Severity.Warning);

    // Each cause belongs to the rule that names it; this one is about the thread.
    public IReadOnlyList<BlockingCategory> Categories { get; } = [];

    public string Title(Site site)
    {
        string loop = site.LoopName is { } name ? $"Event loop '{name}'" : "An event loop";
        return site.Category == BlockingCategory.Unexplained
            ? $"{loop} did not turn, and nothing that was seen explains why"
            : $"{loop} did not turn: {RuleCatalog.For(site.Category).Title(site)}";
    }

    public string Advice(Site site) => $"{What(site)} Whatever else is posted to this thread waits meanwhile.";

    private static string What(Site site) => (site.Category, site.Replacement) switch
    {
        (BlockingCategory.Unexplained, _) => "Watch for longer, so that stacks are taken in one of these turns.",
        (BlockingCategory.Cpu, _) => "Do the work elsewhere, with `await Task.Run`, and come back to this thread with its result.",
        (BlockingCategory.GarbageCollection or BlockingCategory.RuntimeWork or BlockingCategory.PageFault or BlockingCategory.ProcessorQueue, _) =>
            RuleCatalog.For(site.Category).Advice(site),
        (BlockingCategory.TaskWait, null or "await") =>
            "Use `await` instead: a task that needs this thread to go on never completes while the thread waits for it.",
        (_, { } name) when IsCall(name) => $"Use `await {name}` instead of {SiteText.Blocking(site, "the synchronous call")}.",
        (_, { } words) => $"Instead of {SiteText.Blocking(site, "the blocking call")}: {words}.",
        _ => "Do it elsewhere, with `await Task.Run`, and come back to this thread with its result.",
    };

    private static bool IsCall(string replacement) =>
        !replacement.Contains(' ', StringComparison.Ordinal)
        && (replacement.EndsWith("Async", StringComparison.Ordinal) || replacement.StartsWith("Task.", StringComparison.Ordinal));
}
