using BlockWatch.Benchmarks.Results;

namespace BlockWatch.Benchmarks.Replay;

/// <summary>What is measured.</summary>
internal sealed record ReplayOptions
{
    /// <summary>Sizes of the traces, millions of bytes.</summary>
    public required IReadOnlyList<int> SizesMb { get; init; }

    /// <summary>How busy the target is whose traces they are, work items a second.</summary>
    public required int Rate { get; init; }

    /// <summary>Where traces are kept and taken from again; null: they are made anew and deleted.</summary>
    public string? Folder { get; init; }

    public required RunOptions Run { get; init; }
}
