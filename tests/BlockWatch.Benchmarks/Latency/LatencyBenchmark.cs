using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BlockWatch.Benchmarks.Results;
using BlockWatch.Benchmarks.Targets;
using BlockWatch.Benchmarks.Watching;

namespace BlockWatch.Benchmarks.Latency;

/// <summary>How long after a handler began to sleep its JSON line arrives, with the frame named, while the target has other work.</summary>
/// <remarks>Both ends are stamped with the system's monotonic clock: the sleep by the target, the arrival here. Nothing is subtracted.</remarks>
internal static class LatencyBenchmark
{
    // After an answer, so that one stall's burst does not fall into the next.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

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
            rows.Add(await MeasureAsync(rate, options.Stalls));
            result.Write(rows);
        }

        Console.WriteLine($"from the start of Thread.Sleep({WebTarget.SleepMs}) to its JSON line with the frame:");
        rows.ForEach(row => Console.WriteLine("  " + row.Describe()));
        Console.WriteLine($"load average at the end {Machine.LoadAverage()}");
        return rows.TrueForAll(row => row.IsMet) ? 0 : 1;
    }

    private static async Task<LatencyRow> MeasureAsync(int rate, int stalls)
    {
        var shift = new Random(Seed);
        await using TargetProcess target = await TargetProcess.StartAsync();
        using var client = new HttpClient();
        await client.GetStringAsync(new Uri(target.Address, WebTarget.AwaitingPath));
        await target.QueueWorkAsync(rate);
        await using WatchProcess watch = await WatchProcess.StartAsync(target.Id);
        WorkCount before = await target.CountWorkAsync();
        List<double> figures = [];
        for (int stall = 1; stall <= stalls; stall++)
        {
            await Task.Delay(Rest + TimeSpan.FromMilliseconds(shift.Next(LargestShiftMs)));
            Task<string> answer = client.GetStringAsync(new Uri(target.Address, WebTarget.SleepingPath));
            long began = await target.NextSleepAsync();
            ArrivedLine line = await watch.NextAsync(NamesTheSleep);
            figures.Add(Stopwatch.GetElapsedTime(began, line.Ticks).TotalMilliseconds);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  stall {stall,2}: {figures[^1],6:F0} ms, it was {line.Json.GetProperty("state").GetString()}"));
            await answer;
        }

        return new LatencyRow(rate, (await target.CountWorkAsync()).PerSecondSince(before), figures);
    }

    private static bool NamesTheSleep(JsonElement line) =>
        line.GetProperty("kind").GetString() == "stall"
        && line.TryGetProperty("ruleId", out JsonElement rule) && rule.GetString() == "BW0004"
        && line.TryGetProperty("frame", out JsonElement frame)
        && frame.GetProperty("method").GetString()!.Contains(WebTarget.SleepingMethod, StringComparison.Ordinal);
}
