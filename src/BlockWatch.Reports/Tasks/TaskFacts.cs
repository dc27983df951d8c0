using System.Globalization;
using BlockWatch.Detection.Async;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Tasks;

/// <summary>What stands above the tasks, in sentences: what was looked at, for how long, and what cannot be in it.</summary>
internal static class TaskFacts
{
    private const double NanosecondsPerMillisecond = 1_000_000;

    public static IReadOnlyList<string> Of(TaskLook look)
    {
        string name = SafeText.Of(look.Target.Name);
        string runtime = look.Target.RuntimeVersion is { } version ? $", .NET {SafeText.Of(version)}" : "";
        string at = look.TakenAt.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        List<string> facts =
        [
            $"{name} (pid {TaskWords.Id(look.Target.ProcessId)}{runtime}) at {at}, after {Measures.Duration(look.WatchedMs)} of looking: "
                + $"{Measures.Count(look.Graph.Tasks.Count, "task")} that {(look.Graph.Tasks.Count == 1 ? "is" : "are")} not complete, "
                + $"{Measures.Count(look.Graph.Waits.Count, "thread")} blocked on a task.",
            "Tasks that were suspended before the look began, and have not moved since, are not known.",
        ];
        if (End(look) is { } end)
        {
            facts.Add(end);
        }

        if (look.EventsLost > 0)
        {
            string since = look.Graph.SinceNs is { } sinceNs ? $" before {Measures.Time(sinceNs / NanosecondsPerMillisecond)}" : "";
            facts.Add($"The target dropped {Measures.Count(look.EventsLost, "event")}: all that was known{since} is forgotten, because it may be wrong.");
        }

        if (look.Graph.UntrackedCount > 0)
        {
            facts.Add($"Tasks are missing: {Measures.Number(AsyncGraph.Cap)} are kept at most, and {Measures.Count(look.Graph.UntrackedCount, "event")} told of others.");
        }

        if (!look.MethodsListed && look.Graph.Tasks.Any(task => AsyncName.IsAsyncMethod(task.Name)))
        {
            facts.Add("The target has not listed its methods: they are named without their types.");
        }

        facts.Add(
            $"Looking took about {Measures.Duration(look.Budget.EstimatedShare * look.WatchedMs)} of the target's processor time, by "
                + $"{Measures.Count(look.EventsReceived, "event")}; {Measures.Duration(look.Budget.AllowedShare * (look.WantedMs ?? look.WatchedMs))} were allowed.");
        return facts;
    }

    private static string? End(TaskLook look) => look.End switch
    {
        TaskLookEnd.BudgetSpent => $"Ended early{(look.WantedMs is { } wanted ? $", before {Measures.Duration(wanted)} were over" : "")}: "
            + "looking on would have taken more of the target than --budget allows.",
        TaskLookEnd.Stopped => "Ended by a signal.",
        TaskLookEnd.TargetExited => "The target exited meanwhile: this was the state before.",
        TaskLookEnd.ConnectionLost => "The connection to the target broke: this was the state before.",
        _ => null,
    };
}
