using System.Globalization;

namespace BlockWatch.Benchmarks.Several;

/// <summary>What it took to watch so many idle targets at once.</summary>
internal sealed record SeveralRow
{
    /// <summary>That ran.</summary>
    public required int Targets { get; init; }

    /// <summary>That the tool said it watches.</summary>
    public required int Watched { get; init; }

    /// <summary>Processor time of blockwatch for each second, attaching not included.</summary>
    public required double ToolCores { get; init; }

    /// <summary>Resident memory of blockwatch at the end, millions of bytes.</summary>
    public required double ToolRssMb { get; init; }

    /// <summary>Processor time of one target on average, milliseconds a second, before blockwatch came.</summary>
    public required double TargetMsAlone { get; init; }

    /// <summary>The same while it watched.</summary>
    public required double TargetMsWatched { get; init; }

    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"  {Targets,3} idle targets, {Watched} watched: blockwatch {ToolCores * 100:F1} % of a core, {ToolRssMb:F0} MB; a target {TargetMsAlone:F1} -> {TargetMsWatched:F1} ms/s");
}
