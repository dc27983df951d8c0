namespace BlockWatch.Reports.Model;

/// <summary>A site that a suppression matched.</summary>
public sealed record ReportSuppressedSite
{
    /// <summary>The id that its finding has, or would have.</summary>
    public required string Id { get; init; }

    public required string RuleId { get; init; }

    public required string Title { get; init; }

    /// <summary>Stalls that had a part at it.</summary>
    public required long Count { get; init; }

    public required double TotalMs { get; init; }
}
