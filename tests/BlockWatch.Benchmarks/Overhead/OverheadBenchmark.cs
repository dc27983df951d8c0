using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BlockWatch.Benchmarks.Load;
using BlockWatch.Benchmarks.Results;
using BlockWatch.Benchmarks.Targets;
using BlockWatch.Benchmarks.Watching;

namespace BlockWatch.Benchmarks.Overhead;

/// <summary>What a target pays for being watched: processor time for a request, with and without, in turns.</summary>
/// <remarks>Only the ratio says anything: both kinds of round see the same machine, the same load, the same warm target.</remarks>
internal static class OverheadBenchmark
{
    private const int Pairs = 6;
    private const double RequestsPerSecond = 1000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(8);

    // The list of all methods and the first burst belong to the attach, not to the watching.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync()
    {
        Console.WriteLine($"overhead: {Machine.Describe()}");
        await using TargetProcess target = await TargetProcess.StartAsync();
        await using var load = new SteadyLoad(new Uri(target.Address, "/ok"), RequestsPerSecond);
        await Task.Delay(WarmUp);
        List<Round> alone = [];
        List<WatchedRound> watched = [];
        for (int pair = 1; pair <= Pairs; pair++)
        {
            // Which comes first alternates, so that a drift of the machine favours neither.
            if (pair % 2 == 1)
            {
                alone.Add(await MeasureAsync(target, load));
            }

            watched.Add(await WatchAsync(target, load, alone));
            if (pair % 2 == 0)
            {
                alone.Add(await MeasureAsync(target, load));
            }

            Print(pair, alone[^1], watched[^1]);
        }

        Print(alone, watched, load.Failed);
        return 0;
    }

    private static async Task<Round> MeasureAsync(TargetProcess target, SteadyLoad load)
    {
        TimeSpan cpu = target.CpuTime;
        long answered = load.Answered;
        long started = Stopwatch.GetTimestamp();
        await Task.Delay(Length);
        long requests = load.Answered - answered;
        return new Round(
            (target.CpuTime - cpu).TotalMicroseconds / requests, requests / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static async Task<WatchedRound> WatchAsync(TargetProcess target, SteadyLoad load, IReadOnlyList<Round> alone)
    {
        TimeSpan cpu = target.CpuTime;
        long answered = load.Answered;
        await using WatchProcess watch = await WatchProcess.StartAsync(target.Id, Settling + Length + TimeSpan.FromSeconds(1));
        await Task.Delay(Settling);
        double usualMs = (load.Answered - answered) * Series.Median(alone.Select(round => round.CpuPerRequestUs)) / 1000;
        double attachMs = (target.CpuTime - cpu).TotalMilliseconds - usualMs;
        Round measured = await MeasureAsync(target, load);
        JsonElement report = await watch.ReportAsync();
        JsonElement session = report.GetProperty("session");
        double seconds = session.GetProperty("durationMs").GetDouble() / 1000;
        return new WatchedRound(
            measured,
            attachMs,
            session.GetProperty("eventsReceived").GetInt64() / seconds,
            session.GetProperty("eventsLost").GetInt64(),
            session.GetProperty("collectorCpuMs").GetDouble() / 1000 / seconds,
            report.GetProperty("findings").GetArrayLength());
    }

    private static void Print(int pair, Round alone, WatchedRound watched) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  pair {pair}: alone {alone.CpuPerRequestUs:F1} us a request at {alone.RequestsPerSecond:F0}/s, watched {watched.Measured.CpuPerRequestUs:F1} us at {watched.Measured.RequestsPerSecond:F0}/s, ratio {watched.Measured.CpuPerRequestUs / alone.CpuPerRequestUs:F3}; attaching {watched.AttachCpuMs:F0} ms; {watched.EventsPerSecond:F0} events/s, {watched.EventsLost} lost; {watched.Findings} findings"));

    private static void Print(List<Round> alone, List<WatchedRound> watched, long failed)
    {
        double[] ratios = [.. alone.Zip(watched, (a, w) => w.Measured.CpuPerRequestUs / a.CpuPerRequestUs)];
        Console.WriteLine($"target, CPU a request: alone {Series.Describe([.. alone.Select(r => r.CpuPerRequestUs)], "F1")} us, "
            + $"watched {Series.Describe([.. watched.Select(r => r.Measured.CpuPerRequestUs)], "F1")} us");
        Console.WriteLine($"ratio watched / alone: {Series.Describe(ratios, "F3")} of {ratios.Length} pairs");
        Console.WriteLine($"target, once for attaching: {Series.Describe([.. watched.Select(r => r.AttachCpuMs)], "F0")} ms of CPU");
        Console.WriteLine($"blockwatch itself: {Series.Describe([.. watched.Select(r => r.CollectorCores * 100)], "F1")} % of a core; "
            + $"{Series.Describe([.. watched.Select(r => r.EventsPerSecond)], "F0")} events/s; {watched.Sum(r => r.EventsLost)} lost; {failed} requests failed");
        Console.WriteLine($"load average at the end {Machine.LoadAverage()}");
    }
}
