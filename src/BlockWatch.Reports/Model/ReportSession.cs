using BlockWatch.Detection.Session;

namespace BlockWatch.Reports.Model;

/// <summary>How the target was watched, and how well.</summary>
public sealed record ReportSession
{
    /// <summary><c>attach</c>, <c>run</c> or <c>analyze</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>Time 0 of all other times, in UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public required double DurationMs { get; init; }

    public required double ThresholdMs { get; init; }

    public required SessionEnd End { get; init; }

    public required long EventsReceived { get; init; }

    public required long EventsLost { get; init; }

    /// <summary>False when anything was lost or broke off: absence of a finding then proves nothing.</summary>
    public required bool Complete { get; init; }

    public required IReadOnlyList<ReportLane> Lanes { get; init; }

    /// <summary>What could not be seen, a sentence each.</summary>
    public required IReadOnlyList<string> Limits { get; init; }

    /// <summary>Processor time that blockwatch used; null when not measured.</summary>
    public required double? CollectorCpuMs { get; init; }

    /// <summary>Processor time that the target used meanwhile; null when not measured.</summary>
    public required double? TargetCpuMs { get; init; }

    /// <summary>Null for a trace, and in reports from before there was a budget.</summary>
    public ReportBudget? Budget { get; init; }

    /// <summary>Null when the container was not throttled, has no limit, or that is not known.</summary>
    public ReportThrottling? Throttling { get; init; }

    /// <summary>The configuration file that was in force, as a full path; null when there was none.</summary>
    public string? ConfigFile { get; init; }
}
