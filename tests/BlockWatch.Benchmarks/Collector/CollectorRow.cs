using System.Globalization;
using BlockWatch.Benchmarks.Watching;

namespace BlockWatch.Benchmarks.Collector;

/// <summary>What blockwatch itself needed at one rate of the target.</summary>
internal sealed record CollectorRow
{
    /// <summary>Work items a second that were asked for.</summary>
    public required int AskedPerSecond { get; init; }

    /// <summary>Run, before blockwatch came.</summary>
    public required double AlonePerSecond { get; init; }

    /// <summary>Run, while it watched.</summary>
    public required double WatchedPerSecond { get; init; }

    /// <summary>Processor time of blockwatch for each second, attach and settling not included.</summary>
    public required double ToolCores { get; init; }

    /// <summary>Its processor time before the measurement beyond that: start, attach, and the compilation of its own code, milliseconds.</summary>
    public required double ToolOnceMs { get; init; }

    /// <summary>Resident memory of blockwatch at the end of the measurement, millions of bytes.</summary>
    public required double ToolRssMb { get; init; }

    /// <summary>The most until then, attach included.</summary>
    public required double ToolPeakMb { get; init; }

    /// <summary>Processor time of the target for each second, before blockwatch came.</summary>
    public required double TargetCoresAlone { get; init; }

    /// <summary>The same while it watched.</summary>
    public required double TargetCoresWatched { get; init; }

    public required WatchOutcome Outcome { get; init; }

    /// <summary>One line, and one more for each thing that the report says was narrowed.</summary>
    public string Describe()
    {
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"  {AskedPerSecond,9}/s: run {AlonePerSecond,9:F0} alone, {WatchedPerSecond,9:F0} watched; blockwatch {ToolCores * 100,6:F1} % of a core and once {ToolOnceMs:F0} ms, {ToolRssMb:F0} MB now, {ToolPeakMb:F0} MB at most; target {TargetCoresAlone * 100:F1} -> {TargetCoresWatched * 100:F1} % of a core; {Outcome.Events} events ({Outcome.EventsByLane}), {Outcome.EventsLost} lost, {Outcome.Findings?.Count} findings");
        return string.Join(Environment.NewLine, [line, .. (Outcome.Narrowed ?? []).Select(note => "             " + note)]);
    }
}
