namespace BlockWatch.Reports.Model;

/// <summary>The thread pool over time.</summary>
public sealed record ReportPool
{
    public required IReadOnlyList<ReportPoolSample> Samples { get; init; }
}
