using BlockWatch.Detection.Async;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Tasks;

/// <summary>The JSON of a look at the tasks of a process. docs/tasks.md is its contract.</summary>
internal sealed record TaskDocument
{
    /// <summary>Rises when what a reader relies on changes.</summary>
    public const int CurrentSchemaVersion = 1;

    public required int SchemaVersion { get; init; }

    public required ReportTool Tool { get; init; }

    public required ReportTarget Target { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    public required double WatchedMs { get; init; }

    /// <summary>Null while the look goes on.</summary>
    public required TaskLookEnd? End { get; init; }

    /// <summary>Milliseconds after the look began; null when no task has moved.</summary>
    public required double? KnownSinceMs { get; init; }

    public required long EventsReceived { get; init; }

    public required long EventsLost { get; init; }

    public required long UntrackedEvents { get; init; }

    public required bool MethodsListed { get; init; }

    public required ReportBudget Budget { get; init; }

    public required IReadOnlyList<TaskDocumentThread> BlockedThreads { get; init; }

    public required IReadOnlyList<TaskDocumentTask> Tasks { get; init; }
}
