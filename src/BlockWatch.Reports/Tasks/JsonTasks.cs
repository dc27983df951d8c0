using System.Text.Json;
using BlockWatch.Detection.Async;
using BlockWatch.Reports.Building;
using BlockWatch.Reports.Json;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Tasks;

/// <summary>All that is known, for programs. Names are the target's own.</summary>
internal static class JsonTasks
{
    public static void Write(TaskLook look, TextWriter writer, bool onOneLine, string toolVersion)
    {
        string json = JsonSerializer.Serialize(Build(look, toolVersion), onOneLine ? JsonContract.OneLine : JsonContract.Indented);
        writer.Write(SafeJson.Of(json.ReplaceLineEndings("\n")) + "\n");
    }

    private static TaskDocument Build(TaskLook look, string toolVersion)
    {
        TaskWords words = new(look);
        return new TaskDocument
        {
            SchemaVersion = TaskDocument.CurrentSchemaVersion,
            Tool = TargetMapping.Tool(toolVersion),
            Target = TargetMapping.ToReport(look.Target),
            TakenAt = look.TakenAt,
            WatchedMs = Rounding.Round(look.WatchedMs),
            End = look.End,
            KnownSinceMs = look.Graph.SinceNs is { } since ? Rounding.Milliseconds(since) : null,
            EventsReceived = look.EventsReceived,
            EventsLost = look.EventsLost,
            UntrackedEvents = look.Graph.UntrackedCount,
            MethodsListed = look.MethodsListed,
            Budget = new ReportBudget { AllowedShare = Rounding.Share(look.Budget.AllowedShare), EstimatedShare = Rounding.Share(look.Budget.EstimatedShare) },
            BlockedThreads =
            [
                .. look.Graph.Waits.OrderBy(wait => wait.SinceNs).ThenBy(wait => wait.ThreadId).Select(wait => new TaskDocumentThread
                {
                    Id = wait.ThreadId,
                    Name = look.ThreadNames.GetValueOrDefault(wait.ThreadId),
                    BlockedMs = Rounding.Round(words.Age(wait.SinceNs)),
                    WaitsFor = wait.TaskId,
                    Runs = wait.RunningTaskId,
                }),
            ],
            Tasks = [.. look.Graph.Tasks.OrderBy(task => task.Id).Select(task => ToDocument(look, words, task))],
        };
    }

    private static TaskDocumentTask ToDocument(TaskLook look, TaskWords words, TaskView task)
    {
        string? written = task.Name is null ? null : look.WrittenNames.GetValueOrDefault(task.Name);
        return new TaskDocumentTask
        {
            Id = task.Id,
            Name = written ?? AsyncName.Readable(task.Name),
            NameIsFull = written is not null,
            RuntimeName = task.Name,
            State = task.State,
            StateMs = Rounding.Round(words.Age(task.StateSinceNs)),
            StateIsLowerBound = TaskWords.IsLowerBound(task),
            AgeMs = Rounding.Round(words.Age(task.FirstSeenNs)),
            AgeIsLowerBound = task.Name is null,
            Awaits = task.AwaitedId,
            ThreadId = task.ThreadId == 0 ? null : task.ThreadId,
        };
    }
}
