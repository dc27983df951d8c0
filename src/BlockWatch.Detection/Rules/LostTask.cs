using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Rules;

/// <summary>BW0011: a task failed, and nobody awaited it. It blocks nothing: its exception is lost.</summary>
internal sealed class LostTask : IRule
{
    public const string Id = "BW0011";

    public RuleDescription Description { get; } = new(
        Id,
        "lost-task",
        "A task was started and not awaited, and failed: nobody learns of its exception.",
        Severity.Warning);

    public IReadOnlyList<BlockingCategory> Categories { get; } = [];

    public string Title(Site site) => $"A failed task that nobody awaits: {site.UserFrame?.Method ?? "an unnamed task"}";

    public string Advice(Site site) =>
        "Await the task, or catch and log within the method whatever it throws. "
        + "An await that comes after the failure cannot be seen: when there is one, this is no fault.";
}
