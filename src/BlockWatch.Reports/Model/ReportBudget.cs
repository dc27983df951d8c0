namespace BlockWatch.Reports.Model;

/// <summary>What watching was allowed to take of the target's processor time, and what it took by estimate.</summary>
public sealed record ReportBudget
{
    /// <summary>Of one core: 0.02 are 20 ms a second.</summary>
    public required double AllowedShare { get; init; }

    /// <summary>On average, of one core: counted events times the measured cost of each, and what the runtime's own threads for sessions and counters took.</summary>
    public required double EstimatedShare { get; init; }

    /// <summary>The same with the highest cost that was measured of each on any load: it may have been this much. Null when not reckoned.</summary>
    public double? DearestShare { get; init; }
}
