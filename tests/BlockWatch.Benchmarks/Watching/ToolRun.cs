using System.Diagnostics;
using BlockWatch.Benchmarks.Processes;
using BlockWatch.TestKit;
using BlockWatch.TestKit.Processes;

namespace BlockWatch.Benchmarks.Watching;

/// <summary>One command of blockwatch from its start to its end, measured from outside.</summary>
/// <param name="Result">What it printed, and its exit code.</param>
/// <param name="Seconds">How long it took, with the start of a .NET program.</param>
/// <param name="Last">Its last reading: what the process used in its last moments is not in it.</param>
internal sealed record ToolRun(ProcessResult Result, double Seconds, ProcReading Last)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <param name="arguments">What follows <c>blockwatch</c>.</param>
    /// <param name="environment">What is changed in its environment; null for nothing.</param>
    /// <param name="whileItRuns">Called at each reading.</param>
    /// <exception cref="InvalidOperationException">It was over before it could be looked at.</exception>
    public static async Task<ToolRun> MeasureAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, Action? whileItRuns = null)
    {
        ProcessCommand command = new(DotnetCommand.Executable, [WatchProcess.ToolPath, .. arguments]);
        command = environment is null ? command : command with { Environment = environment };
        long started = Stopwatch.GetTimestamp();
        await using ProcessRun run = ProcessRun.Start(command);
        ProcReading? last = null;
        while (!run.HasExited)
        {
            last = ProcReading.Of(run.ProcessId) ?? last;
            whileItRuns?.Invoke();
            await Task.Delay(Poll);
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        ProcessResult result = await run.WaitAsync(TestTimeouts.Kill);
        return last is null ? throw new InvalidOperationException(result.ToString()) : new ToolRun(result, seconds, last);
    }
}
