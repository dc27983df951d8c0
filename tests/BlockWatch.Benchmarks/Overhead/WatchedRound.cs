using BlockWatch.Benchmarks.Watching;

namespace BlockWatch.Benchmarks.Overhead;

/// <summary>One stretch of time with a tool attached, between two without.</summary>
internal sealed record WatchedRound
{
    /// <summary>The variant's name.</summary>
    public required string Variant { get; init; }

    /// <summary>Directly before the tool came.</summary>
    public required Round Before { get; init; }

    /// <summary>Once its sessions ran.</summary>
    public required Round Watched { get; init; }

    /// <summary>Directly after it had gone.</summary>
    public required Round After { get; init; }

    /// <summary>Processor time that the target spent more than usual while the tool attached and in the two seconds after, milliseconds. Of a saturated target it says nothing.</summary>
    public required double AttachCpuMs { get; init; }

    /// <summary>The same while the tool was being stopped.</summary>
    public required double StopCpuMs { get; init; }

    /// <summary>Processor time of the tool itself for each second of the measurement.</summary>
    public required double ToolCores { get; init; }

    /// <summary>The most memory that the tool had until then, millions of bytes.</summary>
    public required double ToolPeakMb { get; init; }

    public required WatchOutcome Outcome { get; init; }

    /// <summary>Processor time for a request, watched over alone: the figure that other machines may share.</summary>
    public double CpuRatio => Watched.CpuPerRequestUs / ((Before.CpuPerRequestUs + After.CpuPerRequestUs) / 2);

    /// <summary>Requests a second, watched over alone.</summary>
    public double ThroughputRatio => Watched.RequestsPerSecond / ((Before.RequestsPerSecond + After.RequestsPerSecond) / 2);

    /// <summary>What watching added, milliseconds of the target's processor time for each second.</summary>
    public double AddedMsPerSecond => Watched.CpuMsPerSecond - ((Before.CpuMsPerSecond + After.CpuMsPerSecond) / 2);
}
