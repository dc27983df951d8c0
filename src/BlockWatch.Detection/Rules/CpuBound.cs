using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Rules;

/// <summary>BW0006: a span that keeps the processor busy.</summary>
internal sealed class CpuBound : IRule
{
    public RuleDescription Description { get; } = new(
        "BW0006",
        "cpu-bound",
        "One uninterrupted piece of work keeps the processor busy for long.",
        Severity.Warning);

    public IReadOnlyList<BlockingCategory> Categories { get; } = [BlockingCategory.Cpu];

    public string Title(Site site) => SiteText.At(site, site.BlockingFrame is { } callee ? $"CPU work ({callee.Method})" : "CPU work");

    public string Advice(Site site) =>
        "Awaiting does not help: the work needs the processor. Do less of it, do it elsewhere (a queue with workers of its own, of limited number), "
        + "or break it into pieces with `await Task.Yield()` between them.";
}
