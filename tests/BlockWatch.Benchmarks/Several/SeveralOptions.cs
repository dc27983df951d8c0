using BlockWatch.Benchmarks.Results;

namespace BlockWatch.Benchmarks.Several;

/// <summary>What is measured, and how long.</summary>
internal sealed record SeveralOptions
{
    /// <summary>How many targets are watched at once.</summary>
    public required IReadOnlyList<int> Counts { get; init; }

    /// <summary>How long each measurement is.</summary>
    public required TimeSpan Length { get; init; }

    public required RunOptions Run { get; init; }
}
