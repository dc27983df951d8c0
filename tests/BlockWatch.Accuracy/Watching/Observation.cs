namespace BlockWatch.Accuracy.Watching;

/// <summary>What one run of a target under the tool gave.</summary>
internal sealed record Observation
{
    /// <summary>What really happened, on the wall clock of <see cref="WallClock"/>.</summary>
    public required IReadOnlyList<TruthOccurrence> Truth { get; init; }

    /// <summary>All live lines.</summary>
    public required IReadOnlyList<LiveLine> Lines { get; init; }

    public required ReportDocument Report { get; init; }

    /// <summary>Occurrences wholly inside count.</summary>
    public required WatchedInterval Interval { get; init; }

    /// <summary>From when to when the target did what its scenario is about. Before and after, it starts and ends: the truth file is silent about that.</summary>
    public required WatchedInterval Scenario { get; init; }

    /// <summary>Whether the target was alive when the watch was over; null when the watch lasts as long as the target.</summary>
    public bool? TargetLived { get; init; }

    /// <summary>Of the target, when it was told to end, or ended by itself under <c>run</c>.</summary>
    public required int TargetExitCode { get; init; }
}
