namespace BlockWatch.Reports.Model;

/// <summary>The pool's counters at one instant.</summary>
public sealed record ReportPoolSample
{
    public required double TimeMs { get; init; }

    public required int Threads { get; init; }

    public required long Queue { get; init; }

    /// <summary>Items completed since the sample before.</summary>
    public required long Completed { get; init; }
}
