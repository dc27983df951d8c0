using BlockWatch.Detection.Findings;

namespace BlockWatch.Detection.Session;

/// <summary>How a watch of a live process goes. Every count is of the whole watch so far.</summary>
public sealed record WatchProgress
{
    /// <summary>For how long the target has been watched, milliseconds.</summary>
    public required double WatchedMs { get; init; }

    /// <summary>The pool as it was counted last; null before it was.</summary>
    public PoolSample? Pool { get; init; }

    /// <summary>Work items that the pool completed, by its own counter.</summary>
    public long CompletedItems { get; init; }

    /// <summary>For how long the span goes on that has been open for longest, milliseconds; 0 when none is open.</summary>
    public double LongestOpenMs { get; init; }

    public IReadOnlyList<LaneProgress> Lanes { get; init; } = [];

    /// <summary>What watching may take and has taken, on average since it began.</summary>
    public required BudgetUse Budget { get; init; }

    /// <summary>What observers were not told live, because earlier things waited for them: their counts of stalls are too low then.</summary>
    public long Untold { get; init; }
}
