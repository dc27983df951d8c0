namespace BlockWatch.Detection.Findings;

/// <summary>All that is known at one time. Immutable.</summary>
public sealed record DetectionSnapshot
{
    /// <summary>The most time taken first.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public IReadOnlyList<StarvationEpisode> Starvation { get; init; } = [];

    public IReadOnlyList<PoolSample> Pool { get; init; } = [];

    public IReadOnlyList<Gap> Gaps { get; init; } = [];

    /// <summary>Spans seen from start to end.</summary>
    public long SpanCount { get; init; }

    /// <summary>Spans at or over the threshold.</summary>
    public long StallCount { get; init; }

    /// <summary>Of these, how many nothing explained.</summary>
    public long UnexplainedCount { get; init; }

    /// <summary>All stalls' time, without garbage collection, milliseconds.</summary>
    public double StalledMs { get; init; }

    /// <summary>Garbage collections' suspensions seen, and their sum in milliseconds.</summary>
    public long SuspensionCount { get; init; }

    public double SuspensionMs { get; init; }

    public static DetectionSnapshot Empty { get; } = new();
}
