using System.Diagnostics;

namespace BlockWatch.Benchmarks.Processes;

/// <summary>Processor time of one process since this was made.</summary>
internal sealed class CpuMeter
{
    private readonly int _processId;
    private readonly double _cpuMs;
    private readonly long _since = Stopwatch.GetTimestamp();

    /// <exception cref="InvalidOperationException">There is no such process.</exception>
    public CpuMeter(int processId)
    {
        _processId = processId;
        _cpuMs = ProcReading.OfLiving(processId).CpuMs;
    }

    /// <summary>Milliseconds so far.</summary>
    public double SpentMs => ProcReading.OfLiving(_processId).CpuMs - _cpuMs;

    /// <summary>Milliseconds for each second so far.</summary>
    public double MsPerSecond => SpentMs / Seconds;

    private double Seconds => Stopwatch.GetElapsedTime(_since).TotalSeconds;

    /// <summary>Milliseconds so far beyond those of a process that spends as much as usual; below 0 when it spent less.</summary>
    public double MoreThan(double usualMsPerSecond) => SpentMs - (usualMsPerSecond * Seconds);
}
