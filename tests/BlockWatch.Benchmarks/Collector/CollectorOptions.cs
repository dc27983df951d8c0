using BlockWatch.Benchmarks.Results;

namespace BlockWatch.Benchmarks.Collector;

/// <summary>What is measured, and how long.</summary>
internal sealed record CollectorOptions
{
    /// <summary>Work items a second that the target is asked to run.</summary>
    public required IReadOnlyList<int> Rates { get; init; }

    /// <summary>How long each measurement is.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>How long blockwatch is attached before it is measured.</summary>
    public required TimeSpan Settling { get; init; }

    /// <summary>Options of <c>blockwatch attach</c> besides those that the benchmark needs.</summary>
    public required IReadOnlyList<string> ToolArguments { get; init; }

    public required RunOptions Run { get; init; }
}
