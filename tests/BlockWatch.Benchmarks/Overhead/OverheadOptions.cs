using BlockWatch.Benchmarks.Results;

namespace BlockWatch.Benchmarks.Overhead;

/// <summary>What is measured, and how long.</summary>
internal sealed record OverheadOptions
{
    public required IReadOnlyList<Level> Levels { get; init; }

    public required IReadOnlyList<Variant> Variants { get; init; }

    /// <summary>How often each variant is measured on each level.</summary>
    public required int Rounds { get; init; }

    /// <summary>How long each measurement is.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>Under load, before the first measurement of a level: the target compiles its methods meanwhile.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>How long a tool is attached before it is measured. The list of all methods and the first burst belong to the attach, not to the watching.</summary>
    public required TimeSpan Settling { get; init; }

    /// <summary>False for a target whose pool's workers do not spin before they sleep.</summary>
    public required bool WithSpinning { get; init; }

    public required RunOptions Run { get; init; }
}
