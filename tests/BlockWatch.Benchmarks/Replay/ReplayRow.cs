using System.Globalization;
using BlockWatch.Benchmarks.Watching;

namespace BlockWatch.Benchmarks.Replay;

/// <summary>One trace, analyzed.</summary>
internal sealed record ReplayRow
{
    // The runtime lists its methods after the last counter.
    private const double LongestRundownMs = 5_000;

    /// <summary>Of the file, millions of bytes.</summary>
    public required double TraceMb { get; init; }

    /// <summary>From the start of the command to its end, seconds: the start of a .NET program and the report are in it.</summary>
    public required double Seconds { get; init; }

    /// <summary>Processor time of the command, seconds.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>The most resident memory (VmHWM), millions of bytes.</summary>
    public required double PeakRssMb { get; init; }

    /// <summary>The most that it had in its temporary folder, millions of bytes.</summary>
    public required double TemporaryMb { get; init; }

    public required WatchOutcome Outcome { get; init; }

    /// <summary>False when the command stopped looking long before the trace's end, whatever it says: its speed is that of a part then.</summary>
    public bool IsWhole => Outcome is { DurationMs: { } duration, LastSeenMs: { } seen } && duration - seen <= Math.Max(LongestRundownMs, duration / 20);

    public double EventsPerSecond => (Outcome.Events ?? 0) / Seconds;

    public double EventsPerCpuSecond => (Outcome.Events ?? 0) / CpuSeconds;

    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"  {TraceMb,7:F1} MB, {Outcome.Events} events ({Outcome.EventsByLane}; {Outcome.EventsLost} lost): {Seconds:F1} s, {CpuSeconds:F1} s of CPU: {EventsPerSecond:F0} events/s, {EventsPerCpuSecond:F0} for each second of CPU; peak memory {PeakRssMb:F0} MB; {TemporaryMb:F0} MB of temporary files; {Outcome.Findings?.Count} findings{(IsWhole ? "" : $"; NOT WHOLE: nothing seen after {Outcome.LastSeenMs:F0} of {Outcome.DurationMs:F0} ms")}");
}
