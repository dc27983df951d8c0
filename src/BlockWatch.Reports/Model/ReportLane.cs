namespace BlockWatch.Reports.Model;

/// <summary>What one lane did in the session.</summary>
public sealed record ReportLane
{
    /// <summary>The state of a lane that saw all that it can see.</summary>
    public const string Full = "full";

    public required string Name { get; init; }

    /// <summary><c>full</c>, <c>narrowed</c>, <c>off</c> or <c>unavailable</c>.</summary>
    public required string State { get; init; }

    /// <summary>What was narrowed or cannot be seen, and why; null when full.</summary>
    public required string? Note { get; init; }

    public required long Events { get; init; }

    public required double ActiveMs { get; init; }
}
