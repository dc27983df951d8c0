namespace BlockWatch.Detection.Session;

/// <summary>All that a report of several targets is made of.</summary>
public sealed record WatchSetResult
{
    /// <summary><c>attach</c> or <c>run</c>.</summary>
    public string Mode { get; init; } = "attach";

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>From the first target's begin, or the wait for it, to the last one's end.</summary>
    public double DurationMs { get; init; }

    public double ThresholdMs { get; init; }

    /// <summary>Why the whole watch ended; <see cref="SessionEnd.TargetExited"/> when no target was left, or the launched command had exited.</summary>
    public SessionEnd End { get; init; }

    /// <summary>Processor time that blockwatch itself used for all of them, milliseconds; null when not measured.</summary>
    public double? CollectorCpuMs { get; init; }

    /// <summary>The configuration file that was in force, as a full path; null when there was none.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>In the order in which they were found.</summary>
    public IReadOnlyList<TargetOutcome> Targets { get; init; } = [];
}
