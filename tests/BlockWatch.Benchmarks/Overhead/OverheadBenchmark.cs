using System.Globalization;
using BlockWatch.Benchmarks.Load;
using BlockWatch.Benchmarks.Results;
using BlockWatch.Benchmarks.Targets;
using BlockWatch.Benchmarks.Watching;

namespace BlockWatch.Benchmarks.Overhead;

/// <summary>What a target pays for being watched: its processor time for a request and its throughput, alone and with each tool in turns.</summary>
internal static class OverheadBenchmark
{
    public static async Task<int> RunAsync(OverheadOptions options)
    {
        ResultFile result = new("overhead", options.Run);
        if (options.Variants.Any(variant => variant.Tool == VariantTool.DotnetTrace))
        {
            await DotnetTrace.InstallAsync();
            Console.WriteLine($"  dotnet-trace {DotnetTrace.Version}");
        }

        List<LevelSummary> done = [];
        foreach (Level level in options.Levels)
        {
            await MeasureAsync(level, options, done, result);
        }

        Console.WriteLine($"load average at the end {Machine.LoadAverage()}");
        return 0;
    }

    // Each level has a target of its own: what one tool left behind must not count for the next level.
    private static async Task MeasureAsync(Level level, OverheadOptions options, List<LevelSummary> done, ResultFile result)
    {
        await using TargetProcess target = await TargetProcess.StartAsync(options.WithSpinning);
        await using ILoad load = await level.StartAsync(target);
        await Task.Delay(options.WarmUp);
        Console.WriteLine(level.Name);
        List<WatchedRound> rounds = [];
        IReadOnlyList<LevelSummary> summaries = [];
        await foreach (WatchedRound round in new RoundTaker(target, load, options.Length, options.Settling).TakeAsync(options.Variants, options.Rounds))
        {
            rounds.Add(round);
            Print(round);
            summaries = LevelSummary.Of(level, options.Variants, rounds);
            result.Write((LevelSummary[])[.. done, .. summaries]);
        }

        done.AddRange(summaries);
        Round[] alone = [rounds[0].Before, .. rounds.Select(round => round.After)];
        Console.WriteLine($"  alone: CPU a request {Series.Describe([.. alone.Select(round => round.CpuPerRequestUs)], "F1")} us, "
            + $"{Series.Describe([.. alone.Select(round => round.RequestsPerSecond)], "F0")} requests/s of {alone.Length}; {load.Failed} requests failed");
        LevelSummary? reference = summaries.FirstOrDefault(summary => summary.Variant == Variants.Reference.Name);
        foreach (LevelSummary summary in summaries)
        {
            Console.WriteLine(summary.Describe(reference));
        }
    }

    private static void Print(WatchedRound round) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"    {round.Variant,-22} {Text(round.Before)} | {Text(round.Watched)} | {Text(round.After)}  x {round.CpuRatio:F3} {round.Outcome.EventsByLane}"));

    private static string Text(Round round) => string.Create(CultureInfo.InvariantCulture, $"{round.CpuMsPerSecond,6:F1} ms/s {round.RequestsPerSecond,6:F0}/s");
}
