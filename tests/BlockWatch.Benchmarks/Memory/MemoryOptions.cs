using BlockWatch.Benchmarks.Results;

namespace BlockWatch.Benchmarks.Memory;

/// <summary>What is run, and how much of it; exactly one of the two is set.</summary>
internal sealed record MemoryOptions
{
    /// <summary>Simulated events to push through the live pipeline.</summary>
    public long? Events { get; init; }

    /// <summary>For how long the tool watches a churning target.</summary>
    public TimeSpan? Attach { get; init; }

    public required RunOptions Run { get; init; }
}
