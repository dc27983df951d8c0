using System.Diagnostics;
using System.Globalization;
using BlockWatch.Benchmarks.Processes;
using BlockWatch.Benchmarks.Results;

namespace BlockWatch.Benchmarks.Memory;

/// <summary>Whether blockwatch's memory stays where it is, however much it has seen.</summary>
internal static class MemoryBenchmark
{
    public static async Task<int> RunAsync(MemoryOptions options)
    {
        ResultFile result = new("memory", options.Run);
        MemoryRow row = options.Events is { } events ? await ReplayAsync(events, result) : await AttachedRun.MeasureAsync(options.Attach!.Value, result);
        Console.WriteLine(row.Describe());
        Console.WriteLine($"load average at the end {Machine.LoadAverage()}");
        return row.IsFlat ? 0 : 1;
    }

    private static async Task<MemoryRow> ReplayAsync(long events, ResultFile result)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{events} events through the live pipeline");
        await using OwnChild child = OwnChild.Start(LivePipeline.Command, events.ToString(CultureInfo.InvariantCulture));
        var rss = new RssSeries();
        long started = Stopwatch.GetTimestamp();
        for (int tenth = 1; tenth <= RssSeries.Tenths; tenth++)
        {
            string line = await child.NextLineAsync();
            rss.Add(ProcReading.OfLiving(child.Id).RssMb);
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {tenth,2}/10: {rss.Megabytes[^1],6:F1} MB, {events / 10.0 * tenth / seconds:F0} events/s; {line}"));
            result.Write(new[] { MemoryRow.Of(what, rss) });
        }

        Console.WriteLine($"  {await child.NextLineAsync()}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {ProcReading.OfLiving(child.Id).CpuMs / 1000:F1} s of CPU, {ProcReading.OfLiving(child.Id).PeakRssMb:F1} MB at most"));
        if (await child.EndAsync() is not 0 and int code)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"The pipeline did not see what was played: exit code {code}."));
        }

        return MemoryRow.Of(what, rss);
    }
}
