namespace BlockWatch.Reports.Model;

/// <summary>A threshold of its own that the configuration gives to sites, and what it left out.</summary>
public sealed record ReportSiteThreshold
{
    /// <summary>A glob on the user frame's method; null when the site says it.</summary>
    public required string? Match { get; init; }

    /// <summary>A site's id; null when the glob says it.</summary>
    public required string? Site { get; init; }

    public required double ThresholdMs { get; init; }

    /// <summary>Stalls with a part that stayed under it.</summary>
    public required long MatchedStalls { get; init; }

    /// <summary>These parts' sum, without garbage collection.</summary>
    public required double TotalMs { get; init; }
}
