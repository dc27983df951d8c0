using BlockWatch.Detection.Deadlocks;

namespace BlockWatch.Reports.Model;

/// <summary>Threads and tasks that wait for each other.</summary>
public sealed record ReportDeadlock
{
    public required DeadlockKind Kind { get; init; }

    /// <summary>Threads in it.</summary>
    public required int Threads { get; init; }

    /// <summary>When it closed, milliseconds since the session began.</summary>
    public required double StartMs { get; init; }

    /// <summary>When one of them went on after all; null when it lasted until watching ended.</summary>
    public required double? EndMs { get; init; }

    /// <summary>In order; what the last one waits for, the first one has.</summary>
    public required IReadOnlyList<ReportDeadlockStep> Steps { get; init; }
}
