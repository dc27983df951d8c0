namespace BlockWatch.Reports.Model;

/// <summary>A site that took pool threads in a starvation episode.</summary>
public sealed record ReportCulprit
{
    public required string FindingId { get; init; }

    /// <summary>Within the episode.</summary>
    public required double PoolThreadSeconds { get; init; }
}
