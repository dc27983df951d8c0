namespace BlockWatch.Reports.Model;

/// <summary>The session in numbers.</summary>
public sealed record ReportSummary
{
    /// <summary>Spans seen from start to end.</summary>
    public required long SpanCount { get; init; }

    /// <summary>Spans at or over the threshold.</summary>
    public required long StallCount { get; init; }

    /// <summary>Stalls that nothing explained.</summary>
    public required long UnexplainedCount { get; init; }

    /// <summary>All stalls' time, without garbage collection.</summary>
    public required double StalledMs { get; init; }

    public required long SuspensionCount { get; init; }

    public required double SuspensionMs { get; init; }

    /// <summary>Stalls of which no finding tells, because suppressions or sites' own thresholds leave out all of them.</summary>
    public long SuppressedCount { get; init; }

    /// <summary>All time of stalls that these leave out of the findings; it is in <see cref="StalledMs"/>.</summary>
    public double SuppressedMs { get; init; }
}
