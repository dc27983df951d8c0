using BlockWatch.Benchmarks.Results;

namespace BlockWatch.Benchmarks.Latency;

/// <summary>What is measured.</summary>
internal sealed record LatencyOptions
{
    /// <summary>Work items a second that the target runs meanwhile; 0: it is idle.</summary>
    public required IReadOnlyList<int> Rates { get; init; }

    /// <summary>Stalls at each rate.</summary>
    public required int Stalls { get; init; }

    public required RunOptions Run { get; init; }
}
