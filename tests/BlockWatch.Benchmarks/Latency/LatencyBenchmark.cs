using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BlockWatch.Benchmarks.Results;
using BlockWatch.Benchmarks.Targets;
using BlockWatch.Benchmarks.Watching;

namespace BlockWatch.Benchmarks.Latency;

/// <summary>How long after a handler began to sleep its JSON line arrives, with the frame named.</summary>
/// <remarks>Both ends are stamped with the system's monotonic clock: the sleep by the target, the arrival here.</remarks>
internal static class LatencyBenchmark
{
    private const int Rounds = 10;
    private const double ExpectedMs = 1000;

    // After an answer, so that one round's burst does not fall into the next.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync()
    {
        Console.WriteLine($"latency: {Machine.Describe()}");
        await using TargetProcess target = await TargetProcess.StartAsync();
        using var client = new HttpClient();
        await client.GetStringAsync(new Uri(target.Address, "/ok"));
        await using WatchProcess watch = await WatchProcess.StartAsync(target.Id, duration: null);
        var figures = new List<double>();
        for (int round = 1; round <= Rounds; round++)
        {
            await Task.Delay(Rest);
            Task<string> answer = client.GetStringAsync(new Uri(target.Address, "/sleep"));
            long began = await target.NextSleepAsync();
            ArrivedLine line = await watch.NextAsync(NamesTheSleep);
            double late = Stopwatch.GetElapsedTime(began, line.Ticks).TotalMilliseconds;
            figures.Add(late);
            string state = line.Json.GetProperty("state").GetString()!;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  round {round,2}: {late,6:F0} ms, the stall was {state}"));
            await answer;
        }

        bool isAsExpected = Series.Median(figures) < ExpectedMs;
        Console.WriteLine($"from the start of Thread.Sleep({WebTarget.SleepMs}) to its JSON line with the frame: {Series.Describe(figures, "F0")} ms of {Rounds}; "
            + (isAsExpected ? "under 1 s, as expected" : "NOT under 1 s"));
        Console.WriteLine($"load average at the end {Machine.LoadAverage()}");
        return isAsExpected ? 0 : 1;
    }

    private static bool NamesTheSleep(JsonElement line) =>
        line.GetProperty("kind").GetString() == "stall"
        && line.TryGetProperty("ruleId", out JsonElement rule) && rule.GetString() == "BW0004"
        && line.TryGetProperty("frame", out JsonElement frame)
        && frame.GetProperty("method").GetString()!.Contains(WebTarget.SleepingMethod, StringComparison.Ordinal);
}
