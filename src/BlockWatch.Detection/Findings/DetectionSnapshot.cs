using BlockWatch.Detection.Suppressions;

namespace BlockWatch.Detection.Findings;

/// <summary>All that is known at one time. Immutable.</summary>
public sealed record DetectionSnapshot
{
    /// <summary>Deadlocks, then the others, the most time taken first.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public IReadOnlyList<StarvationEpisode> Starvation { get; init; } = [];

    public IReadOnlyList<PoolSample> Pool { get; init; } = [];

    /// <summary>When single stalls and pauses were.</summary>
    public Timeline Timeline { get; init; } = Timeline.Empty;

    /// <summary>The pool as it was counted last; null before it was. Unlike the last of <see cref="Pool"/>, it stands for no stretch of time.</summary>
    public PoolSample? PoolNow { get; init; }

    /// <summary>The stalls on pool threads that go on, the oldest first, with what is known of them so far; also those that nothing explains yet.</summary>
    public IReadOnlyList<Stall> OpenStalls { get; init; } = [];

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

    /// <summary>Stalls of which no finding tells, because suppressions or sites' own thresholds leave out all of them.</summary>
    public long SuppressedCount { get; init; }

    /// <summary>The time of all parts of stalls that these leave out, milliseconds. It is in <see cref="StalledMs"/>.</summary>
    public double SuppressedMs { get; init; }

    /// <summary>Every suppression, in the order given, also those that matched nothing.</summary>
    public IReadOnlyList<SuppressionOutcome> Suppressions { get; init; } = [];

    /// <summary>Every site's own threshold, in the order given.</summary>
    public IReadOnlyList<SiteThresholdOutcome> SiteThresholds { get; init; } = [];

    /// <summary>How often a site was forgotten because there were too many; the sums above still have its stalls.</summary>
    public long ForgottenSiteCount { get; init; }

    public static DetectionSnapshot Empty { get; } = new();
}
