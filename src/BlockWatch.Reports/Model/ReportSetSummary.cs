namespace BlockWatch.Reports.Model;

/// <summary>All targets in numbers.</summary>
public sealed record ReportSetSummary
{
    public required int TargetCount { get; init; }

    /// <summary>Targets that have a report.</summary>
    public required int WatchedCount { get; init; }

    /// <summary>Of these, targets whose record is incomplete.</summary>
    public required int IncompleteCount { get; init; }

    /// <summary>Stalls of all targets.</summary>
    public required long StallCount { get; init; }

    public required long UnexplainedCount { get; init; }

    /// <summary>All stalls' time, without garbage collection.</summary>
    public required double StalledMs { get; init; }
}
