using System.Globalization;
using BlockWatch.Benchmarks.Processes;
using BlockWatch.Benchmarks.Results;
using BlockWatch.Benchmarks.Targets;
using BlockWatch.Benchmarks.Watching;

namespace BlockWatch.Benchmarks.Several;

/// <summary>What one blockwatch needs that watches several idle targets at once, and what they pay.</summary>
internal static class SeveralBenchmark
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(SeveralOptions options)
    {
        ResultFile result = new("several", options.Run);
        List<SeveralRow> rows = [];
        foreach (int count in options.Counts)
        {
            rows.Add(await MeasureAsync(count, options.Length));
            Console.WriteLine(rows[^1].Describe());
            result.Write(rows);
        }

        Console.WriteLine($"load average at the end {Machine.LoadAverage()}");
        return rows.TrueForAll(static row => row.Watched == row.Targets) ? 0 : 1;
    }

    private static async Task<SeveralRow> MeasureAsync(int count, TimeSpan length)
    {
        List<TargetProcess> targets = [];
        try
        {
            for (int i = 0; i < count; i++)
            {
                targets.Add(await TargetProcess.StartAsync());
            }

            await Task.Delay(Settling);
            double alone = await MeasureAsync(targets, length);
            string[] others = [.. targets.Skip(1).SelectMany(target => new[] { "-p", target.Id.ToString(CultureInfo.InvariantCulture) })];
            await using WatchProcess watch = await WatchProcess.StartAsync(targets[0].Id, others);
            int watched = 1;
            for (; watched < count; watched++)
            {
                await watch.NextAsync(static line => line.GetProperty("kind").GetString() == "started");
            }

            await Task.Delay(Settling);
            CpuMeter tool = new(watch.ProcessId);
            double under = await MeasureAsync(targets, length);
            return new SeveralRow
            {
                Targets = count,
                Watched = watched,
                ToolCores = tool.MsPerSecond / 1000,
                ToolRssMb = ProcReading.OfLiving(watch.ProcessId).RssMb,
                TargetMsAlone = alone,
                TargetMsWatched = under,
            };
        }
        finally
        {
            foreach (TargetProcess target in targets)
            {
                await target.DisposeAsync();
            }
        }
    }

    // Milliseconds of processor time a second, of one target on average.
    private static async Task<double> MeasureAsync(List<TargetProcess> targets, TimeSpan length)
    {
        CpuMeter[] meters = [.. targets.Select(static target => new CpuMeter(target.Id))];
        await Task.Delay(length);
        return meters.Average(static meter => meter.MsPerSecond);
    }
}
