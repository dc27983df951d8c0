using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Rules;

/// <summary>BW0004: a thread sleeps or spins.</summary>
internal sealed class SleepOrSpin : IRule
{
    public RuleDescription Description { get; } = new(
        "BW0004",
        "sleep-or-spin",
        "A thread sleeps or spins where it could wait without a thread.",
        Severity.Warning);

    public IReadOnlyList<BlockingCategory> Categories { get; } = [BlockingCategory.Sleep];

    public string Title(Site site) => SiteText.At(site, SiteText.Blocking(site, "Sleeping"));

    public string Advice(Site site) => site.Replacement == "Task.Delay"
        ? "Use `await Task.Delay` with a cancellation token. If the loop polls for something, await that thing instead of polling."
        : $"Instead of {SiteText.Blocking(site, "spinning")}: {site.Replacement ?? "await the event itself"}. A spinning thread takes a processor from those that could make the condition true.";
}
