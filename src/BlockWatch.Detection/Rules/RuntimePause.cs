using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Rules;

/// <summary>BW0010: the runtime itself held the thread.</summary>
internal sealed class RuntimePause : IRule
{
    public RuleDescription Description { get; } = new(
        "BW0010",
        "runtime-pause",
        "The runtime held the thread: a garbage collection, a type initializer, loading or compiling.",
        Severity.Info);

    public IReadOnlyList<BlockingCategory> Categories { get; } = [BlockingCategory.GarbageCollection, BlockingCategory.RuntimeWork];

    public string Title(Site site)
    {
        if (site.Category == BlockingCategory.GarbageCollection)
        {
            return site.UserFrame is { } user ? $"Garbage collection during {user.Method}" : "Garbage collection";
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
        { BlockingFrame.Method: "GC.Collect" } => "Remove the call: the runtime collects when it needs to, and this stops every thread for it.",
        _ => $"It happens once a process in most cases: {site.Replacement ?? "do it at start-up, before requests come"}.",
    };
}
