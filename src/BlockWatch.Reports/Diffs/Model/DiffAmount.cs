namespace BlockWatch.Reports.Diffs.Model;

/// <summary>How much there was of a place in one of the reports.</summary>
public sealed record DiffAmount
{
    /// <summary>Stalls (of BW0007 episodes, of BW0008 deadlocks, of BW0011 tasks).</summary>
    public required long Count { get; init; }

    public required double PerMinute { get; init; }

    /// <summary>Null when no work items were counted.</summary>
    public required double? PerThousandWorkItems { get; init; }

    public required double TotalMs { get; init; }

    /// <summary>Of several findings at the place: of the one with the most stalls.</summary>
    public required double P50Ms { get; init; }

    public required double P95Ms { get; init; }

    public required double MaxMs { get; init; }

    /// <summary>True when the count rests on samples.</summary>
    public required bool Sampled { get; init; }

    /// <summary>The findings in the report; none when it has none there.</summary>
    public required IReadOnlyList<string> FindingIds { get; init; }
}
