using System.Globalization;
using BlockWatch.Benchmarks.Load;
using BlockWatch.Benchmarks.Results;
using BlockWatch.Benchmarks.Targets;

namespace BlockWatch.Benchmarks.Overhead;

/// <summary>What a target pays for being watched: its processor time with and without, in turns, first idle, then under load.</summary>
/// <remarks>Both kinds of round see the same machine, the same load and the same warm target, so their ratio says more than either.</remarks>
internal static class OverheadBenchmark
{
    private const int IdlePairs = 4;
    private const int LoadedPairs = 6;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    /// <param name="requestsPerSecond">The load.</param>
    public static async Task<int> RunAsync(double requestsPerSecond)
    {
        Console.WriteLine($"overhead: {Machine.Describe()}");
        await using TargetProcess target = await TargetProcess.StartAsync();
        Uri address = new(target.Address, "/ok");
        await using (var warmUp = new SteadyLoad(address, requestsPerSecond))
        {
            await Task.Delay(WarmUp);
        }

        Console.WriteLine("idle");
        IReadOnlyList<RoundPair> idle = await new RoundTaker(target, null).TakePairsAsync(IdlePairs, Print);
        await using var load = new SteadyLoad(address, requestsPerSecond);
        await Task.Delay(WarmUp);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{requestsPerSecond} requests/s"));
        IReadOnlyList<RoundPair> loaded = await new RoundTaker(target, load).TakePairsAsync(LoadedPairs, Print);

        Console.WriteLine($"idle target: watching adds {Of(idle, pair => pair.AddedMsPerSecond, "F1")} ms of CPU a second");
        Console.WriteLine($"loaded target: CPU a request, alone {Of(loaded, pair => pair.Alone.CpuPerRequestUs, "F1")} us, watched {Of(loaded, pair => pair.Watched.Measured.CpuPerRequestUs, "F1")} us");
        Console.WriteLine($"ratio watched / alone: {Of(loaded, pair => pair.Ratio, "F3")} of {LoadedPairs} pairs; adds {Of(loaded, pair => pair.AddedMsPerSecond, "F1")} ms of CPU a second");
        Console.WriteLine($"once for attaching: {Of(loaded, pair => pair.Watched.AttachCpuMs, "F0")} ms of the target's CPU");
        Console.WriteLine($"blockwatch itself: {Of(loaded, pair => pair.Watched.CollectorCores * 100, "F1")} % of a core for {Of(loaded, pair => pair.Watched.SpanEventsPerSecond, "F0")} span events and {Of(loaded, pair => pair.Watched.WaitEventsPerSecond, "F0")} wait events a second");
        Console.WriteLine($"{loaded.Sum(pair => pair.Watched.EventsLost)} events lost, {load.Failed} requests failed; load average at the end {Machine.LoadAverage()}");
        return 0;
    }

    private static string Of(IEnumerable<RoundPair> pairs, Func<RoundPair, double> figure, string format) => Series.Describe([.. pairs.Select(figure)], format);

    private static void Print(RoundPair pair)
    {
        (Round alone, WatchedRound watched) = pair;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  alone {alone.CpuMsPerSecond,6:F1} ms/s at {alone.RequestsPerSecond:F0} requests/s, watched {watched.Measured.CpuMsPerSecond,6:F1} ms/s at {watched.Measured.RequestsPerSecond:F0}/s; attaching {watched.AttachCpuMs:F0} ms; events/s: {watched.SpanEventsPerSecond:F0} spans, {watched.WaitEventsPerSecond:F0} waits; {watched.Samples} samples; {watched.EventsLost} lost; {watched.Findings} findings"));
    }
}
