using System.Globalization;
using System.Text.Json;
using BlockWatch.Benchmarks.Processes;
using BlockWatch.Benchmarks.Results;
using BlockWatch.Benchmarks.Watching;

namespace BlockWatch.Benchmarks.Tasks;

/// <summary>How long <c>blockwatch tasks</c> takes to answer on a server with many tasks in flight, and what it needs.</summary>
internal static class TasksBenchmark
{
    private const double MostSeconds = 2;
    private const double MostMb = 200;

    // A delay that has just run out, and a flow between two, is no task that is not complete.
    private const double LeastShare = 0.999;

    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(TasksOptions options)
    {
        ResultFile result = new("tasks", options.Run);
        List<TasksRow> rows = [];
        await using OwnChild target = OwnChild.Start(TasksTarget.Command, options.Flows.ToString(CultureInfo.InvariantCulture));
        await target.NextLineAsync();
        for (int look = 0; look < options.Looks; look++)
        {
            rows.Add(await MeasureAsync(target.Id));
            Console.WriteLine(rows[^1].Describe());
            result.Write(rows);
        }

        await target.EndAsync();
        Spread seconds = Spread.Of([.. rows.Select(static row => row.Seconds)]);
        Spread cost = Spread.Of([.. rows.Select(static row => row.TargetMs)]);
        int all = options.Flows * TasksTarget.TasksOfFlow;
        bool isMet = seconds.Median <= MostSeconds && rows.TrueForAll(row => row.PeakRssMb <= MostMb && row.Tasks >= all * LeastShare);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  answered after median {seconds.Median:F2} s ({seconds.Least:F2} to {seconds.Greatest:F2}, target {MostSeconds:F0}), {rows.Max(static row => row.PeakRssMb):F0} MB at most (target {MostMb:F0}), the target's median {cost.Median:F0} ms a look, {rows.Min(static row => row.Tasks)} of {all} tasks there: {(isMet ? "met" : "MISSED")}"));
        Console.WriteLine($"load average at the end {Machine.LoadAverage()}");
        return isMet ? 0 : 1;
    }

    private static async Task<TasksRow> MeasureAsync(int target)
    {
        CpuMeter before = new(target);
        await Task.Delay(Alone);
        double usual = before.MsPerSecond;
        CpuMeter under = new(target);
        ToolRun run = await ToolRun.MeasureAsync(["tasks", "-p", target.ToString(CultureInfo.InvariantCulture), "--json"]);
        double more = under.MoreThan(usual);
        using JsonDocument answer = JsonDocument.Parse(run.Result.EnsureSuccess().Output);
        return new TasksRow
        {
            Seconds = run.Seconds,
            Tasks = answer.RootElement.GetProperty("tasks").GetArrayLength(),
            PeakRssMb = run.Last.PeakRssMb,
            TargetMs = more,
        };
    }
}
