namespace BlockWatch.Detection.Session;

/// <summary>How the target was watched, and how well.</summary>
public sealed record SessionDescription
{
    public DateTimeOffset StartedAt { get; init; }

    public double DurationMs { get; init; }

    public double ThresholdMs { get; init; }

    /// <summary><c>attach</c>, <c>run</c> or <c>analyze</c>.</summary>
    public string Mode { get; init; } = "attach";

    public SessionEnd End { get; init; }

    public long EventsReceived { get; init; }

    public long EventsLost { get; init; }

    /// <summary>False when events were lost, the trace broke off or the connection broke: absence of a finding then proves nothing.</summary>
    public bool Complete { get; init; } = true;

    public IReadOnlyList<LaneStatus> Lanes { get; init; } = [];

    /// <summary>What this runtime or this trace cannot show, a sentence each.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];

    /// <summary>Of the limits those that are bugs of blockwatch: a part of it broke off while the rest went on.</summary>
    public IReadOnlyList<string> Bugs { get; init; } = [];

    /// <summary>Processor time that blockwatch itself used, milliseconds; null when not measured.</summary>
    public double? CollectorCpuMs { get; init; }

    /// <summary>Processor time that the target used meanwhile, milliseconds; null when not measured.</summary>
    public double? TargetCpuMs { get; init; }

    /// <summary>Null for a trace, which costs its target nothing any more.</summary>
    public BudgetUse? Budget { get; init; }

    /// <summary>How often the target's container was stopped for having used up its share of the processors; null when it was not, when it has no such limit, or when that cannot be told.</summary>
    public CpuThrottling? Throttling { get; init; }

    /// <summary>The configuration file that was in force, as a full path; null when there was none.</summary>
    public string? ConfigFile { get; init; }
}
