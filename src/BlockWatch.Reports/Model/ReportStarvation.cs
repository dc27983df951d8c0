namespace BlockWatch.Reports.Model;

/// <summary>A time in which work waited because no pool thread was free.</summary>
public sealed record ReportStarvation
{
    public required double StartMs { get; init; }

    /// <summary>Null when it went on when watching ended.</summary>
    public required double? EndMs { get; init; }

    public required int PeakThreads { get; init; }

    public required long PeakQueue { get; init; }

    public required string FirstSign { get; init; }

    /// <summary>The most pool-thread-seconds first.</summary>
    public required IReadOnlyList<ReportCulprit> Culprits { get; init; }
}
