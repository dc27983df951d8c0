using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Rules;

/// <summary>BW0011: a task failed, or was cut off by the program's end, and nobody awaited it. It blocks nothing: its exception, or its work, is lost.</summary>
internal sealed class LostTask : IRule
{
    public const string Id = "BW0011";

    public RuleDescription Description { get; } = new(
        Id,
        "lost-task",
        "A task was started and not awaited, and failed, or still ran as the program ended: nobody learns of it.",
        Severity.Warning);

    public IReadOnlyList<BlockingCategory> Categories { get; } = [];

    public string Title(Site site) =>
        $"{(site.StillRunning ? "A task that nobody awaits, cut off at the end" : "A failed task that nobody awaits")}: {site.UserFrame?.Method ?? "an unnamed task"}";

    public string Advice(Site site) => site.StillRunning
        ? "Await the task before the program ends, or give its work to a queue that is emptied then. Task.WhenAll, Task.WhenAny and ContinueWith "
        + "cannot be seen before the task is complete: where one of them waits for it, this is no fault."
        : "Await the task, or catch and log within the method whatever it throws. "
        + "An await that comes after the failure cannot be seen: when there is one, this is no fault.";
}
