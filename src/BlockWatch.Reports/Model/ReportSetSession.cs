using BlockWatch.Detection.Session;

namespace BlockWatch.Reports.Model;

/// <summary>How the targets were watched, all together.</summary>
public sealed record ReportSetSession
{
    /// <summary><c>attach</c> or <c>run</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>In UTC; each target's own times count from its own begin.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public required double DurationMs { get; init; }

    public required double ThresholdMs { get; init; }

    public required SessionEnd End { get; init; }

    /// <summary>Processor time that blockwatch used for all targets; null when not measured. The parts do not say: it cannot be told apart.</summary>
    public required double? CollectorCpuMs { get; init; }

    /// <summary>The configuration file that was in force, as a full path; null when there was none.</summary>
    public required string? ConfigFile { get; init; }
}
