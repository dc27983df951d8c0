using System.Globalization;

namespace BlockWatch.Accuracy.Watching;

/// <summary>Runs the target and the tool of one row. Nothing outlives a call: every process has a time limit and is killed after it.</summary>
internal sealed class RowRunner
{
    private readonly InstalledTool _tool;

    public RowRunner(InstalledTool tool)
    {
        _tool = tool;
    }

    /// <exception cref="TimeoutException">The target or the tool did not get ready or did not end in time.</exception>
    /// <exception cref="InvalidOperationException">The target or the tool failed; the message has the output.</exception>
    public Task<Observation> RunAsync(RowPlan plan) => plan.Key.Mode switch
    {
        WatchMode.Attach => AttachAsync(plan),
        WatchMode.Run => LaunchAsync(plan),
        _ => AnalyzeAsync(plan),
    };

    private async Task<Observation> AttachAsync(RowPlan plan)
    {
        using TemporaryFolder folder = new();
        string report = folder.Combine("r.json");
        await using SampleTarget target = await SampleTarget.StartAsync(plan.Executable, plan.Key.Scenario, plan.TargetOptions);
        Watch watch = await WatchAsync(
            _tool.Command(
                "attach", "-p", Number(target.ProcessId), "--duration", Number(plan.Duration.TotalSeconds) + "s", "--detail", plan.Detail,
                "--json-lines", "--quiet", "-o", report),
            plan.Duration + TestTimeouts.WatchOverhead);
        bool lived = !target.HasExited;
        ProcessResult ended = await target.EndAsync();
        ReportDocument document = ReportDocument.Read(report);

        // It watches when it says so, not when its clock began.
        LiveLine started = watch.Lines.First(line => line.Kind == "started");
        WatchedInterval watched = new(
            Math.Max(document.Session.StartUnixMs, WallClock.UnixMs(started.ArrivedAt)), document.Session.EndUnixMs);
        return Observe(watch, document, target.ReadTruth(), watched.WithoutEdges()) with { TargetLived = lived, TargetExitCode = ended.ExitCode };
    }

    private async Task<Observation> LaunchAsync(RowPlan plan)
    {
        using TemporaryFolder folder = new();
        string report = folder.Combine("r.json");
        string truth = folder.Combine("truth.jsonl");
        ProcessCommand command = _tool.Command(
            [
                "run", "--detail", plan.Detail, "--json-lines", "--quiet", "-o", report, "--", plan.Executable, plan.Key.Scenario,
                "--seconds", "600", "--until-stdin-closes", "--exit-code", "0", "--truth", truth, .. plan.TargetOptions,
            ]);
        await using ProcessRun run = ProcessRun.Start(command with { KeepsInputOpen = true });

        // With live lines on its standard output, the tool passes the target's on to its standard error.
        OutputLine ready = await run.WaitForErrorLineAsync(line => line.StartsWith("READY ", StringComparison.Ordinal), TestTimeouts.TargetReady);
        Task<ProcessResult> ended = run.WaitAsync(plan.Duration + TestTimeouts.TargetEnd + TestTimeouts.WatchOverhead);
        await Task.WhenAny(ended, Task.Delay(plan.Duration));
        double closedAt = WallClock.UnixMs(DateTimeOffset.UtcNow);
        run.CloseInput();
        Watch watch = new(await ended, Lines(run));
        ReportDocument document = ReportDocument.Read(report);

        WatchedInterval whole = new(document.Session.StartUnixMs, document.Session.EndUnixMs);
        Observation seen = Observe(watch, document, WrittenTruth.Read(truth), whole.WithoutEdges());
        return plan.Scenario.OnlyFromStart
            ? seen with
            {
                // Such a fault is there to be seen from the first instruction on, and the program ends with it.
                Interval = whole,
                Scenario = new WatchedInterval(double.NegativeInfinity, seen.Truth.Select(occurrence => occurrence.EndUnixMs).DefaultIfEmpty(closedAt).Max()),
            }
            : seen with { Scenario = new WatchedInterval(WallClock.UnixMs(ready.ArrivedAt), closedAt) };
    }

    private async Task<Observation> AnalyzeAsync(RowPlan plan)
    {
        using TemporaryFolder folder = new();
        string trace = folder.Combine("t.nettrace");
        string report = folder.Combine("r.json");
        await using SampleTarget target = await SampleTarget.StartAsync(plan.Executable, plan.Key.Scenario, plan.TargetOptions);
        (DateTimeOffset from, DateTimeOffset to) = await TraceRecording.RecordAsync(target.ProcessId, trace, plan.Duration);
        bool lived = !target.HasExited;
        ProcessResult ended = await target.EndAsync();
        Watch watch = await WatchAsync(_tool.Command("analyze", trace, "--json-lines", "--quiet", "-o", report), TestTimeouts.Analyze);
        WatchedInterval recorded = new(WallClock.UnixMs(from), WallClock.UnixMs(to));
        return Observe(watch, ReportDocument.Read(report), target.ReadTruth(), recorded.WithoutEdges()) with
        {
            TargetLived = lived,
            TargetExitCode = ended.ExitCode,
        };
    }

    private static Observation Observe(Watch watch, ReportDocument report, IReadOnlyList<TruthOccurrence> truth, WatchedInterval interval)
    {
        WallClock clock = WallClock.Read();
        return new Observation
        {
            Truth = [.. truth.Select(clock.Place)],
            Lines = watch.Lines,
            Report = report,
            Interval = interval,
            Scenario = WatchedInterval.Always,
            TargetExitCode = watch.Result.ExitCode,
        };
    }

    private static async Task<Watch> WatchAsync(ProcessCommand command, TimeSpan timeout)
    {
        await using ProcessRun run = ProcessRun.Start(command);
        ProcessResult result = (await run.WaitAsync(timeout)).EnsureSuccess();
        return new Watch(result, Lines(run));
    }

    private static IReadOnlyList<LiveLine> Lines(ProcessRun run) => [.. run.OutputLines.Select(LiveLine.Of)];

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private sealed record Watch(ProcessResult Result, IReadOnlyList<LiveLine> Lines);
}
