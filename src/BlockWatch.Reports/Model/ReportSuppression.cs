namespace BlockWatch.Reports.Model;

/// <summary>A suppression of the configuration, and what it did.</summary>
public sealed record ReportSuppression
{
    /// <summary>Null for every rule.</summary>
    public required string? Rule { get; init; }

    /// <summary>A glob on the user frame's method; null when the site says it.</summary>
    public required string? Method { get; init; }

    /// <summary>A site's id; null when the method says it.</summary>
    public required string? Site { get; init; }

    public required string Reason { get; init; }

    /// <summary>The last day on which it suppresses; null for ever.</summary>
    public required DateOnly? Expires { get; init; }

    /// <summary>True: it suppressed nothing, and the numbers are what it would have.</summary>
    public required bool IsExpired { get; init; }

    /// <summary>How many sites it matched; 0 for a dead one.</summary>
    public required int MatchedSites { get; init; }

    /// <summary>Stalls with a part at one of them.</summary>
    public required long MatchedStalls { get; init; }

    /// <summary>These parts' sum, without garbage collection.</summary>
    public required double TotalMs { get; init; }

    /// <summary>The sites, the most time taken first.</summary>
    public required IReadOnlyList<ReportSuppressedSite> Sites { get; init; }
}
