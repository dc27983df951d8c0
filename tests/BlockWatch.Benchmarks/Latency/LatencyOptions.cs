using BlockWatch.Benchmarks.Results;

namespace BlockWatch.Benchmarks.Latency;

/// <summary>What is measured.</summary>
internal sealed record LatencyOptions
{
    /// <summary>Work items a second that the target runs meanwhile; 0: it is idle.</summary>
    public required IReadOnlyList<int> Rates { get; init; }

    /// <summary>Stalls at each rate.</summary>
    public required int Stalls { get; init; }

    /// <summary>The time between an answer and the next stall: long enough that one's burst does not fall into the next.</summary>
    public required TimeSpan Rest { get; init; }

    /// <summary>What the handler does for a second.</summary>
    public required StallKind Stall { get; init; }

    /// <summary>Options for <c>blockwatch attach</c>.</summary>
    public required IReadOnlyList<string> With { get; init; }

    public required RunOptions Run { get; init; }
}
