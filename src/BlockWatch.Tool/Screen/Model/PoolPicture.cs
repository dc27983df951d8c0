using BlockWatch.Detection.Findings;

namespace BlockWatch.Tool.Screen.Model;

/// <summary>The pool in the last seconds, one number a second, the newest last; empty until it was counted.</summary>
internal sealed record PoolPicture
{
    /// <summary>As counted last; null before.</summary>
    public PoolSample? Now { get; init; }

    public IReadOnlyList<double> Threads { get; init; } = [];

    /// <summary>The longest queue of each second.</summary>
    public IReadOnlyList<double> Queue { get; init; } = [];

    /// <summary>Work items completed in each second. The runtime counts twice a second, so that neighbours may share one count.</summary>
    public IReadOnlyList<double> Completed { get; init; } = [];
}
