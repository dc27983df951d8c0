using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Rules;

/// <summary>BW0010: the runtime itself, or the operating system, held the thread.</summary>
internal sealed class RuntimePause : IRule
{
    public RuleDescription Description { get; } = new(
        "BW0010",
        "runtime-pause",
        "The runtime or the operating system held the thread: a garbage collection, a type initializer, loading, compiling, page faults, no free processor.",
        Severity.Info);

    public IReadOnlyList<BlockingCategory> Categories { get; } = [BlockingCategory.GarbageCollection, BlockingCategory.RuntimeWork, BlockingCategory.PageFault, BlockingCategory.ProcessorQueue];

    public string Title(Site site)
    {
        if (site.Category == BlockingCategory.GarbageCollection)
        {
            return site.UserFrame is { } user ? $"Garbage collection during {user.Method}" : "Garbage collection";
        }

        if (site.Category == BlockingCategory.ProcessorQueue)
        {
            return QueuedText.Title(site);
        }

        if (site.Category == BlockingCategory.PageFault)
        {
            return SiteText.At(site, "Page faults (memory read from disk)");
        }

        if (site is { UserFrame: null, BlockingFrame: { } work })
        {
            return $"Runtime work: {work.Method}";
        }

        return SiteText.At(site, $"Runtime work ({SiteText.Blocking(site, "loading or compiling")})");
    }

    public string Advice(Site site) => site switch
    {
        { Category: BlockingCategory.GarbageCollection } =>
            "Allocate less, large objects first; consider server or concurrent collection. The method that ran is not to blame: all threads were stopped.",
        { Category: BlockingCategory.ProcessorQueue } => QueuedText.Advice,
        { Category: BlockingCategory.PageFault } =>
            "The memory that this code uses was not there: a mapped file was read page by page, or memory had been swapped out. "
            + "Read the file with asynchronous calls, or touch its pages beforehand on a thread of its own; look at the machine's free memory and at the container's limit.",
        { BlockingFrame.Method: "GC.Collect" } => "Remove the call: the runtime collects when it needs to, and this stops every thread for it.",
        _ => $"It happens once a process in most cases: {site.Replacement ?? "do it at start-up, before requests come"}.",
    };
}
