using System.Diagnostics;
using System.Globalization;
using BlockWatch.Benchmarks.Results;
using BlockWatch.Benchmarks.Targets;
using BlockWatch.Benchmarks.Watching;

namespace BlockWatch.Benchmarks.Latency;

/// <summary>How long after a handler began to block its JSON line arrives, with the frame named, while the target has other work.</summary>
/// <remarks>Both ends are stamped with the system's monotonic clock: the begin by the target, the arrival here. Nothing is subtracted.</remarks>
internal static class LatencyBenchmark
{
    // It lasts a second, and what is told of it when it is over comes soon after.
    private static readonly TimeSpan MissedAfter = TimeSpan.FromSeconds(4);

    // The runtime flushes and beats every 100 ms: stalls must not begin in step with that.
    private const int LargestShiftMs = 200;
    private const int Seed = 4;

    public static async Task<int> RunAsync(LatencyOptions options)
    {
        ResultFile result = new("latency", options.Run);
        List<LatencyRow> rows = [];
        foreach (int rate in options.Rates)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rate} work items/s"));
            rows.Add(await MeasureAsync(rate, options));
            result.Write(rows);
        }

        Console.WriteLine($"from the start of {WebTarget.StallMs} ms of {options.Stall.Name} to its JSON line with the frame:");
        rows.ForEach(row => Console.WriteLine("  " + row.Describe()));
        Console.WriteLine($"load average at the end {Machine.LoadAverage()}");
        return rows.TrueForAll(row => row.IsMet) ? 0 : 1;
    }

    private static async Task<LatencyRow> MeasureAsync(int rate, LatencyOptions options)
    {
        var shift = new Random(Seed);
        await using TargetProcess target = await TargetProcess.StartAsync();
        using var client = new HttpClient();
        await client.GetStringAsync(new Uri(target.Address, WebTarget.AwaitingPath));
        await target.QueueWorkAsync(rate);
        await using WatchProcess watch = await WatchProcess.StartAsync(target.Id, options.With);
        WorkCount before = await target.CountWorkAsync();
        List<double> figures = [];
        int missed = 0;
        for (int stall = 1; stall <= options.Stalls; stall++)
        {
            await Task.Delay(options.Rest + TimeSpan.FromMilliseconds(shift.Next(LargestShiftMs)));
            Task<string> answer = client.GetStringAsync(new Uri(target.Address, options.Stall.Path));
            long began = await target.NextStallAsync();
            try
            {
                ArrivedLine line = await watch.NextAsync(options.Stall.IsNamedBy, MissedAfter);
                figures.Add(Stopwatch.GetElapsedTime(began, line.Ticks).TotalMilliseconds);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"  stall {stall,2}: {figures[^1],6:F0} ms, it was {line.Json.GetProperty("state").GetString()}"));
            }
            catch (TimeoutException)
            {
                missed++;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  stall {stall,2}: not named"));
            }

            await answer;
        }

        return new LatencyRow(rate, (await target.CountWorkAsync()).PerSecondSince(before), figures, missed);
    }
}
