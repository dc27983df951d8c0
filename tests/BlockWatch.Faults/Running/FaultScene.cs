using System.Diagnostics;
using BlockWatch.Faults.Load;

namespace BlockWatch.Faults.Running;

/// <summary>A loaded target, the watches on it, and what was found wrong.</summary>
/// <remarks>
/// After a case the scene checks what must be so after each: requests were answered, and soon; no session of the target is left open; the
/// target ends when it is told to, with its own exit code and in its usual time; no watchdog is left; no report is half written.
/// </remarks>
internal sealed class FaultScene : IAsyncDisposable
{
    /// <summary>A target's exit may take so much longer than without blockwatch.</summary>
    public static readonly TimeSpan MostHeld = TimeSpan.FromSeconds(1);

    private const double RequestsPerSecond = 50;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan CleanUp = TimeSpan.FromSeconds(5);

    private readonly TargetPlan _plan;
    private readonly List<Watch> _watches = [];
    private readonly List<string> _failures = [];
    private readonly RequestLoad _load;
    private bool _targetIsOver;

    private FaultScene(int runtime, InstalledTool tool, SampleTarget target, TargetPlan plan, TimeSpan usualExit, int seed)
    {
        Runtime = runtime;
        Tool = tool;
        Target = target;
        _plan = plan;
        UsualExit = usualExit;
        Random = new Random(seed);
        _load = new RequestLoad(new Uri(target.Url, "/ok"), RequestsPerSecond);
    }

    /// <summary>Major version of .NET.</summary>
    public int Runtime { get; }

    public InstalledTool Tool { get; }

    public SampleTarget Target { get; }

    /// <summary>With a fixed seed for each case and runtime.</summary>
    public Random Random { get; }

    /// <summary>What was wrong.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>All watches so far.</summary>
    public IReadOnlyList<Watch> Watches => _watches;

    /// <summary>How the target answered, once the case is over.</summary>
    public LoadFigures Requests { get; private set; } = LoadFigures.Of([], 0);

    /// <summary>How long the target's exit took; null when it did not come to one.</summary>
    public TimeSpan? Exit { get; private set; }

    /// <summary>How long it takes without a blockwatch.</summary>
    public TimeSpan UsualExit { get; private set; }

    /// <summary>How often the thing was done that the case is about, where that is not once.</summary>
    public int Times { get; set; } = 1;

    public static async Task<FaultScene> SetAsync(int runtime, InstalledTool tool, TargetPlan plan, TimeSpan usualExit, int seed)
    {
        SampleTarget target = await SampleTarget.StartAsync(
            PublishedTargets.Executable(runtime), plan.Scenario, plan.Environment, "--rate", plan.Rate.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new FaultScene(runtime, tool, target, plan, usualExit, seed);
    }

    /// <summary>How long a target's exit takes now that nobody watches.</summary>
    public static async Task<TimeSpan> UsualExitAsync(int runtime, TargetPlan plan)
    {
        await using SampleTarget target = await SampleTarget.StartAsync(
            PublishedTargets.Executable(runtime), plan.Scenario, plan.Environment, "--rate", plan.Rate.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await using RequestLoad load = new(new Uri(target.Url, "/ok"), RequestsPerSecond);
        await Eventually.HoldsAsync(() => load.Answered > 0, TestTimeouts.SignOfLife, "an answer");
        long start = Stopwatch.GetTimestamp();
        await target.EndAsync();
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Attaches a blockwatch to the target.</summary>
    public Watch Attach(params IReadOnlyList<string> options) => Add(Watch.Start(Tool, Target.ProcessId, options: options));

    /// <summary>Attaches one and waits until it watches.</summary>
    public async Task<Watch> WatchingAsync(params IReadOnlyList<string> options)
    {
        Watch watch = Attach(options);
        await watch.StartedAsync();
        return watch;
    }

    /// <summary>Attaches a blockwatch for a second to another target, with an environment of its own, and waits for the end of both.</summary>
    public async Task<Watch> WatchAnotherAsync(IReadOnlyDictionary<string, string?> environment)
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(Runtime), TargetPlan.Obedient, environment);
        Watch watch = Add(Watch.Start(Tool, target.ProcessId, options: ["--duration", "1s"]));
        await watch.EndedAsync();
        ProcessResult ended = await target.EndAsync();
        Check(ended.ExitCode == 0, FormattableString.Invariant($"the other target ended with {ended.ExitCode}"));
        return watch;
    }

    /// <summary>A watch that was started in another way counts, too.</summary>
    public Watch Add(Watch watch)
    {
        _watches.Add(watch);
        return watch;
    }

    /// <summary>Notes a failure unless it is so.</summary>
    public void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            _failures.Add(otherwise);
        }
    }

    /// <summary>Waits for the end of a watch and checks how it ended.</summary>
    public async Task EndsAsync(Watch watch, int exitCode, bool withReport = true, bool? complete = null)
    {
        ProcessResult result = await watch.EndedAsync();
        Check(result.ExitCode == exitCode, FormattableString.Invariant($"blockwatch ended with {result.ExitCode}, not {exitCode}: {watch.Said}"));
        Check(!result.Error.Contains("   at ", StringComparison.Ordinal), $"blockwatch printed a stack: {result.Error}");
        ReportDocument? report = watch.ReadReport();
        Check(withReport == report is not null, withReport ? "no report was written, though one is promised" : "a report was written where none can be");
        Check(complete is null || report is null || report.Session.Complete == complete, $"the report says complete: {report?.Session.Complete}");
    }

    /// <summary>Kills a watch and waits until it is gone.</summary>
    public async Task KillAsync(Watch watch)
    {
        watch.Send(Signal.Kill);
        ProcessResult result = await watch.EndedAsync();
        Check(result.ExitCode is 128 + (int)Signal.Kill or 0, FormattableString.Invariant($"blockwatch, killed, ended with {result.ExitCode}: {watch.Said}"));
    }

    /// <summary>Waits until a burst is under way.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public async Task WhenBurstAsync()
    {
        // Spans and waits; a burst is one more. The list of methods has its session, too, and comes first.
        const int Lasting = 2;
        await Eventually.HoldsAsync(() => DiagnosticConnections.Of(Target.ProcessId) == Lasting, TestTimeouts.WatchStart, "the end of the list of methods");
        await WhenConnectedAsync(Lasting + 1);
    }

    /// <summary>Waits until the target has so many diagnostic connections; looks more often than other waits do.</summary>
    /// <exception cref="TimeoutException">It never has.</exception>
    public async Task WhenConnectedAsync(int connections)
    {
        for (long start = Stopwatch.GetTimestamp(); DiagnosticConnections.Of(Target.ProcessId) < connections;)
        {
            if (Stopwatch.GetElapsedTime(start) > TestTimeouts.WatchStart)
            {
                throw new TimeoutException(FormattableString.Invariant($"The target never had {connections} diagnostic connections."));
            }

            await Task.Delay(Look);
        }
    }

    /// <summary>A request that tells the target what to do; whether it is answered does not matter.</summary>
    public async Task AskAsync(string path)
    {
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TestTimeouts.SignOfLife };
        try
        {
            await client.GetStringAsync(new Uri(Target.Url, path));
        }
        catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException)
        {
            // It does what it was told to, which may be its end.
        }
    }

    /// <summary>The target is about to end by what the case does: its requests may fail from now on.</summary>
    public void TargetIsAboutToEnd() => _load.TargetEnds();

    /// <summary>Waits until the target has ended by what was done to it, and checks that nothing held it.</summary>
    /// <param name="exitCode">That it must have; null: any.</param>
    public async Task TargetEndsAsync(int? exitCode)
    {
        long start = Stopwatch.GetTimestamp();
        _targetIsOver = true;
        ProcessResult result = await Target.WaitAsync(TestTimeouts.TargetEnd);
        await CheckExitAsync(result, exitCode, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Tells the target to end, as its service manager would, and checks that it does.</summary>
    public async Task EndTargetAsync()
    {
        TargetIsAboutToEnd();
        _targetIsOver = true;
        long start = Stopwatch.GetTimestamp();
        ProcessResult result = await Target.EndAsync();
        await CheckExitAsync(result, 0, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>After the case: checks what must always be so.</summary>
    public async Task FinishAsync()
    {
        foreach (Watch watch in _watches.Where(watch => !watch.HasExited))
        {
            watch.Send(Signal.Terminate);
            await EndsAsync(watch, 0);
        }

        if (!_targetIsOver)
        {
            await CheckSessionsAsync();
            await EndTargetAsync();
        }

        Requests = _load.Take();
        Check(_plan.MayFailRequests || Requests.Failed == 0, $"{Requests.Failed} requests failed: {_load.FirstFailure}");
        Check(
            _plan.LongestAnswer is not { } longest || Requests.MostMs <= longest.TotalMilliseconds,
            FormattableString.Invariant($"a request took {Requests.MostMs:0} ms"));
        foreach (Watch watch in _watches)
        {
            await CheckNothingIsLeftAsync(watch);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _load.DisposeAsync();
        foreach (Watch watch in _watches)
        {
            await watch.DisposeAsync();
        }

        await Target.DisposeAsync();
    }

    private async Task CheckExitAsync(ProcessResult result, int? exitCode, TimeSpan took)
    {
        Exit = took;
        Check(exitCode is null || result.ExitCode == exitCode, FormattableString.Invariant($"the target ended with {result.ExitCode}, not {exitCode}"));
        if (took - UsualExit > MostHeld)
        {
            // On a machine that has become busy since, all exits take longer: the same is done without a blockwatch, now.
            TimeSpan now = await UsualExitAsync(Runtime, _plan);
            UsualExit = now > UsualExit ? now : UsualExit;
        }

        Check(took - UsualExit <= MostHeld, FormattableString.Invariant($"the target's exit took {took.TotalSeconds:0.0} s, usually {UsualExit.TotalSeconds:0.0} s"));
    }

    private async Task CheckSessionsAsync()
    {
        long start = Stopwatch.GetTimestamp();
        while (DiagnosticConnections.Of(Target.ProcessId) > 0 && Stopwatch.GetElapsedTime(start) < CleanUp)
        {
            await Task.Delay(TestTimeouts.Poll);
        }

        int left = DiagnosticConnections.Of(Target.ProcessId);
        Check(left == 0, FormattableString.Invariant($"{left} sessions are still open in the target"));
    }

    private async Task CheckNothingIsLeftAsync(Watch watch)
    {
        long start = Stopwatch.GetTimestamp();
        while (Watchdogs.Of(watch.ProcessId).Count > 0 && Stopwatch.GetElapsedTime(start) < CleanUp)
        {
            await Task.Delay(TestTimeouts.Poll);
        }

        Check(Watchdogs.Of(watch.ProcessId).Count == 0, "a watchdog is still there");
        bool killed = watch.Result is null or { ExitCode: 128 + (int)Signal.Kill };
        Check(killed || watch.Leftovers.Count == 0, $"left behind: {string.Join(", ", watch.Leftovers)}");
        try
        {
            _ = watch.ReadReport();
        }
        catch (System.Text.Json.JsonException broken)
        {
            Check(false, $"a half-written report: {broken.Message}");
        }
    }
}
