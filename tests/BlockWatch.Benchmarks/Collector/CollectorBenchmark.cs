using BlockWatch.Benchmarks.Processes;
using BlockWatch.Benchmarks.Results;
using BlockWatch.Benchmarks.Targets;
using BlockWatch.Benchmarks.Watching;

namespace BlockWatch.Benchmarks.Collector;

/// <summary>What blockwatch itself needs, processor and memory, against the number of work items that its target runs.</summary>
internal static class CollectorBenchmark
{
    // A new rate has settled.
    private static readonly TimeSpan TargetSettling = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(CollectorOptions options)
    {
        ResultFile result = new("collector", options.Run);
        await using TargetProcess target = await TargetProcess.StartAsync();
        List<CollectorRow> rows = [];
        foreach (int rate in options.Rates)
        {
            rows.Add(await MeasureAsync(target, rate, options));
            Console.WriteLine(rows[^1].Describe());
            result.Write(rows);
        }

        Console.WriteLine($"load average at the end {Machine.LoadAverage()}");
        return 0;
    }

    private static async Task<CollectorRow> MeasureAsync(TargetProcess target, int rate, CollectorOptions options)
    {
        await target.QueueWorkAsync(rate);
        await Task.Delay(TargetSettling);
        (double aloneCores, double alonePerSecond) = await MeasureTargetAsync(target, options.Length);

        await using WatchProcess watch = await WatchProcess.StartAsync(target.Id, options.ToolArguments);
        await Task.Delay(options.Settling);
        double onceMs = ProcReading.OfLiving(watch.ProcessId).CpuMs;
        CpuMeter tool = new(watch.ProcessId);
        (double watchedCores, double watchedPerSecond) = await MeasureTargetAsync(target, options.Length);
        double toolCores = tool.MsPerSecond / 1000;
        ProcReading memory = ProcReading.OfLiving(watch.ProcessId);
        return new CollectorRow
        {
            AskedPerSecond = rate,
            AlonePerSecond = alonePerSecond,
            WatchedPerSecond = watchedPerSecond,
            ToolCores = toolCores,
            ToolOnceMs = onceMs - (toolCores * options.Settling.TotalMilliseconds),
            ToolRssMb = memory.RssMb,
            ToolPeakMb = memory.PeakRssMb,
            TargetCoresAlone = aloneCores,
            TargetCoresWatched = watchedCores,
            Outcome = await watch.StopAsync(),
        };
    }

    private static async Task<(double Cores, double ItemsPerSecond)> MeasureTargetAsync(TargetProcess target, TimeSpan length)
    {
        CpuMeter cpu = new(target.Id);
        WorkCount before = await target.CountWorkAsync();
        await Task.Delay(length);
        double cores = cpu.MsPerSecond / 1000;
        return (cores, (await target.CountWorkAsync()).PerSecondSince(before));
    }
}
