namespace BlockWatch.Reports.Model;

/// <summary>An event loop: a thread that is not the pool's and runs what is posted to it.</summary>
public sealed record ReportLoop
{
    /// <summary>The name of its thread; null when it has none of its own, or when nobody could tell.</summary>
    public required string? Thread { get; init; }

    /// <summary>How often it turned, while tasks were told of; null when they were not.</summary>
    public required double? TurnsPerSecond { get; init; }
}
