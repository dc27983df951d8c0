using System.Diagnostics;
using BlockWatch.Benchmarks.Load;
using BlockWatch.Benchmarks.Processes;
using BlockWatch.Benchmarks.Targets;
using BlockWatch.Benchmarks.Watching;

namespace BlockWatch.Benchmarks.Overhead;

/// <summary>Takes rounds of one target on one level: alone, watched by the first variant, alone, watched by the second, and so on.</summary>
/// <remarks>So each watched round has neighbours of the same machine, the same load and the same warm target.</remarks>
internal sealed class RoundTaker
{
    // A single session lists no methods.
    private static readonly TimeSpan LaneSettling = TimeSpan.FromSeconds(0.5);

    private readonly TargetProcess _target;
    private readonly ILoad _load;
    private readonly TimeSpan _length;
    private readonly TimeSpan _settling;

    public RoundTaker(TargetProcess target, ILoad load, TimeSpan length, TimeSpan settling)
    {
        _target = target;
        _load = load;
        _length = length;
        _settling = settling;
    }

    /// <summary>Measures each variant so often. Which comes first moves on by one with each turn, so that a drift favours none.</summary>
    public async IAsyncEnumerable<WatchedRound> TakeAsync(IReadOnlyList<Variant> variants, int turns)
    {
        Round before = await MeasureAsync();
        for (int i = 0; i < turns * variants.Count; i++)
        {
            int turn = i / variants.Count;
            WatchedRound round = await WatchAsync(variants[(i + turn) % variants.Count], before);
            yield return round;
            before = round.After;
        }
    }

    private async Task<WatchedRound> WatchAsync(Variant variant, Round before)
    {
        CpuMeter attaching = new(_target.Id);
        await using IWatch watch = await variant.StartAsync(_target.Id);
        await Task.Delay(variant.Tool == VariantTool.Lane ? LaneSettling : _settling);
        double attachMs = attaching.MoreThan(before.CpuMsPerSecond);

        CpuMeter tool = new(watch.ProcessId);
        Round watched = await MeasureAsync();
        double toolCores = tool.MsPerSecond / 1000;
        double peakMb = ProcReading.OfLiving(watch.ProcessId).PeakRssMb;

        CpuMeter stopping = new(_target.Id);
        WatchOutcome outcome = await watch.StopAsync();
        double stopMs = stopping.MoreThan(before.CpuMsPerSecond);
        return new WatchedRound
        {
            Variant = variant.Name,
            Before = before,
            Watched = watched,
            After = await MeasureAsync(),
            AttachCpuMs = attachMs,
            StopCpuMs = stopMs,
            ToolCores = toolCores,
            ToolPeakMb = peakMb,
            Outcome = outcome,
        };
    }

    private async Task<Round> MeasureAsync()
    {
        CpuMeter cpu = new(_target.Id);
        long answered = _load.Answered;
        long started = Stopwatch.GetTimestamp();
        await Task.Delay(_length);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new Round(cpu.MsPerSecond, (_load.Answered - answered) / seconds);
    }
}
