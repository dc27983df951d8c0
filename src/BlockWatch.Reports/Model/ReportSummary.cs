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
}
