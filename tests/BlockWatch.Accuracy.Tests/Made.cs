namespace BlockWatch.Accuracy.Tests;

/// <summary>Truth, lines and findings, made from a few integers. Times are milliseconds after an arbitrary moment.</summary>
internal static class Made
{
    public const string File = "Shop.cs";
    public const string Method = "SampleTargets.Scenarios.Shop.PayAsync";

    private static readonly DateTimeOffset Zero = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Lines 1 to 6; 3 is the statement before 4.</summary>
    public static SourceLines Source { get; } = new(_ => ["Task PayAsync()", "{", "    Fault fault = Begin();", "    Sleep(); // BLOCKS", "    Wait(); // BLOCKS", "}"]);

    public static double UnixMs(double ms) => WallClock.UnixMs(Zero) + ms;

    public static TruthOccurrence Truth(double startMs, double durationMs, string category = "Sleep", int line = 4, int thread = 7, bool onPool = true, string method = Method) => new()
    {
        Scenario = "shop",
        StartUnixMs = UnixMs(startMs),
        DurationMs = durationMs,
        ThreadId = thread,
        Method = method,
        File = File,
        Line = line,
        Category = category,
        OnPool = onPool,
    };

    public static LiveLine Stall(double startMs, double durationMs, params IReadOnlyList<LivePart> parts) => StallOn(7, startMs, durationMs, parts);

    public static LiveLine StallOn(int thread, double startMs, double durationMs, params IReadOnlyList<LivePart> parts) =>
        new("stallClosed", null, Zero.AddMilliseconds(startMs), durationMs, 0, thread, null, parts) { ArrivedAt = Zero.AddMilliseconds(startMs + durationMs) };

    public static LivePart Part(string rule, double durationMs, int? line = 4, string method = Method + "(int)") => new("id", rule, durationMs, Frame(method, line));

    public static LivePart Unexplained(double durationMs) => new("none", "BW0009", durationMs, null);

    public static ReportedFrame Frame(string method, int? line) => new(method, "Shop", "/src/" + File, line);

    public static ReportedFinding Finding(string rule, int? line = 4, string method = Method + "(int)") => new(
        "id", rule, "title", "warning", "certain", "sleep", new ReportedSite(Frame(method, line), null), 1, 200, 200, false, []);

    /// <summary>A thread that waits in a deadlock, at line 4 unless told otherwise.</summary>
    public static TruthOccurrence Deadlocked(double startMs, int thread, int line = 4) => Truth(startMs, 60_000, "Lock", line, thread) with { Kind = TruthKind.Deadlock };

    public static ReportedDeadlockStep Step(int thread, int? line = 4, string method = Method + "(int)", int alike = 0) => new("lock", thread, Frame(method, line), alike);

    public static LiveLine DeadlockLine(double startMs, params IReadOnlyList<ReportedDeadlockStep> steps) =>
        new("deadlock", null, Zero.AddMilliseconds(startMs), null, null, null, null, null) { Steps = steps, SiteId = "dead", ArrivedAt = Zero.AddMilliseconds(startMs + 1500) };

    public static ReportedFinding Deadlock(params IReadOnlyList<ReportedDeadlockStep> steps) => Finding("BW0008") with { Id = "dead", Deadlock = new ReportedDeadlock("cycle", steps) };

    public static TruthOccurrence Lost(double startMs, string? exception = "System.TimeoutException", string method = Method) =>
        Truth(startMs, 0, "LostTask", line: 0, thread: 0, onPool: false, method: method) with { Kind = TruthKind.LostTask, StartedBy = "BuyAsync", Exception = exception };

    public static ReportedFinding LostFinding(long count, string startedBy = "SampleTargets.Scenarios.Shop.BuyAsync()", bool stillRunning = false, params IReadOnlyList<ReportedException> exceptions) =>
        Finding("BW0011", line: null) with { Count = count, LostTask = new ReportedLostTask(startedBy) { StillRunning = stillRunning, Exceptions = exceptions } };

    public static ReportDocument Report(params IReadOnlyList<ReportedFinding> findings) => new()
    {
        Target = new ReportedTarget(1, "Shop", "10.0.0", "linux", "x64"),
        Session = new ReportedSession("attach", Zero, 10_000, "durationOver", 1, 0, true, []),
        Findings = findings,
        Starvation = [],
    };

    public static Observation Observation(IReadOnlyList<TruthOccurrence> truth, IReadOnlyList<LiveLine> lines, ReportDocument report) => new()
    {
        Truth = truth,
        Lines = lines,
        Report = report,
        Interval = new WatchedInterval(UnixMs(0), UnixMs(10_000)),
        Scenario = WatchedInterval.Always,
        TargetExitCode = 0,
        TargetLived = true,
    };

    public static RowPlan Plan(
        ScenarioKind kind = ScenarioKind.Faulty, WatchMode mode = WatchMode.Attach, bool isTwin = false, int runtime = 10, string detail = "off", params IReadOnlyList<string> rules) => new(
        new RowKey("shop", runtime, mode, isTwin),
        new DescribedScenario("shop", kind, rules.Count > 0 ? rules : ["BW0004"], HasTwin: true, OnlyFromStart: false, OnlyLive: false, detail),
        TimeSpan.FromSeconds(10));

    public static RowResult Row(
        IReadOnlyList<TruthOccurrence> truth, IReadOnlyList<LiveLine> lines, ReportDocument report, ScenarioKind kind = ScenarioKind.Faulty, bool isTwin = false, int runtime = 10) =>
        new RowMatcher(Source).Match(Plan(kind, isTwin: isTwin, runtime: runtime), Observation(truth, lines, report));
}
