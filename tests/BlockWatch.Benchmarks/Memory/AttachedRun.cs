using System.Diagnostics;
using System.Globalization;
using BlockWatch.Benchmarks.Memory.Churn;
using BlockWatch.Benchmarks.Processes;
using BlockWatch.Benchmarks.Results;
using BlockWatch.Benchmarks.Watching;

namespace BlockWatch.Benchmarks.Memory;

/// <summary>The tool, attached to a target that never stays the same.</summary>
internal static class AttachedRun
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    // The median of so many readings stands for a tenth.
    private const int Readings = 5;

    public static async Task<MemoryRow> MeasureAsync(TimeSpan length, ResultFile result)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{length.TotalMinutes:0.#} min attached to a churning target");
        await using OwnChild target = OwnChild.Start(ChurnTarget.Command);
        await target.NextLineAsync();
        await using WatchProcess watch = await WatchProcess.StartAsync(target.Id);
        Task dropped = watch.DropLinesAsync();
        CpuMeter targetCpu = new(target.Id);
        CpuMeter toolCpu = new(watch.ProcessId);
        var rss = new RssSeries();
        List<double> readings = [];
        for (var clock = Stopwatch.StartNew(); !rss.IsComplete;)
        {
            await Task.Delay(Poll);
            readings.Add(ProcReading.OfLiving(watch.ProcessId).RssMb);
            if (clock.Elapsed < length * (rss.Megabytes.Count + 1) / RssSeries.Tenths)
            {
                continue;
            }

            rss.Add([.. readings.TakeLast(Readings)]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {rss.Megabytes.Count,2}/10: {rss.Megabytes[^1],6:F1} MB ({readings.Min():F1} to {readings.Max():F1} since the last); tool {toolCpu.MsPerSecond / 10:F1} %, target {targetCpu.MsPerSecond / 10:F1} % of a core; target {ProcReading.OfLiving(target.Id).RssMb:F0} MB"));
            readings.Clear();
            result.Write(new[] { MemoryRow.Of(what, rss) });
        }

        WatchOutcome outcome = await watch.StopAsync();
        await dropped;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {outcome.Events} events ({outcome.EventsByLane}), {outcome.EventsLost} lost, {outcome.Findings?.Count} findings"));
        foreach (string note in (outcome.Narrowed ?? []).Concat(outcome.Limits ?? []))
        {
            Console.WriteLine($"    {note}");
        }

        await target.EndAsync();
        return MemoryRow.Of(what, rss);
    }
}
