using System.Globalization;
using BlockWatch.Detection.Chains;
using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Detection.Stacks;
using BlockWatch.Reports.Model;

namespace BlockWatch.Browser.Tests.Pages;

/// <summary>Reports to be looked at: a small one with all kinds of things, and ones of any size.</summary>
internal static class MadeReports
{
    /// <summary>Not only harmless: it would be seen at once when a browser took any of it for markup or script.</summary>
    public const string Hostile = "</script><script>alert(1)</script><img src=https://evil.example/x onerror=alert(2)>\"' onload=alert(3) <!-- ]]> \u2028 {{7*7}} javascript:alert(4)";

    private const string Sleeper = "Shop.Orders.CheckoutAsync(int)";

    /// <summary>Three sites, a deadlock, an episode.</summary>
    public static Report Small { get; } = Of(
    [
        Deadlock(),
        Finding(1, "BW0004", Severity.Warning, "Thread.Sleep in Shop.Orders.CheckoutAsync(int)", 8_432) with
        {
            Stacks = [Stack(30, Sleeper, "Shop.Api.PostOrder()"), Stack(6, Sleeper, "Shop.Jobs.Retry()")],
            Chains = [new ReportChain { Links = [new ReportChainLink { Method = "Shop.Api.PostOrder()", Source = ChainSource.Await }, new ReportChainLink { Method = "Shop.Orders.CheckoutAsync(int)", Source = ChainSource.Stack }], Cut = false, Count = 30 }],
        },
        Finding(2, "BW0001", Severity.Error, "Task.Wait in Shop.Stock.Reserve(string)", 3_000) with { Docs = "https://learn.microsoft.com/dotnet/api/system.threading.tasks.task.wait" },
        Finding(3, "BW0006", Severity.Info, "Shop.Hash.Compute(byte[]) computes", 900),
    ]);

    /// <summary>Every text that a target or a report's author can choose is hostile.</summary>
    public static Report Evil { get; } = Of([Finding(1, Hostile, Severity.Error, Hostile, 500) with
    {
        Advice = Hostile,
        Replacement = Hostile + "!",
        Docs = "https://learn.microsoft.com/\"onmouseover=\"alert(5)",
        Stacks = [Stack(3, Hostile, Hostile)],
        Owners = [Stack(3, Hostile, Hostile)],
        Requests = [new ReportRequest { Method = null, Route = null, Endpoint = Hostile, Count = 1, Certainty = default }],
        Site = new ReportSite { UserFrame = new ReportFrame { Method = Hostile, Module = Hostile, File = "/" + Hostile, Line = 1 }, BlockingFrame = null },
    }]) with
    {
        Target = Small.Target with { Name = Hostile },
    };

    /// <summary>Two targets that are alike, and one that could not be watched.</summary>
    public static ReportSet Set { get; } = new()
    {
        ReportSetVersion = 1,
        Tool = Small.Tool,
        Session = new ReportSetSession
        {
            Mode = "attach",
            StartedAt = Small.Session.StartedAt,
            DurationMs = 10_000,
            ThresholdMs = 100,
            End = SessionEnd.Stopped,
            CollectorCpuMs = 200,
            ConfigFile = null,
        },
        Summary = new ReportSetSummary { TargetCount = 3, WatchedCount = 2, IncompleteCount = 0, StallCount = 92, UnexplainedCount = 0, StalledMs = 24_800 },
        Targets =
        [
            new ReportSetTarget { Pid = 4242, Name = "Shop", Failure = null, Report = Small },
            new ReportSetTarget { Pid = 5000, Name = "Shop", Failure = null, Report = Small with { Target = Small.Target with { Pid = 5000 } } },
            new ReportSetTarget { Pid = 6000, Name = "Old", Failure = "it ended", Report = null },
        ],
    };

    /// <summary>As large as nothing real is.</summary>
    public static Report Large(int findings, int samples) => Of([.. Enumerable.Range(0, findings).Select(LargeOne)]) with
    {
        Pool = new ReportPool
        {
            Samples = [.. Enumerable.Range(1, samples).Select(i => new ReportPoolSample { TimeMs = i * 10_000.0 / samples, Threads = 8 + (i / 1000 % 30), Queue = i % 997, Completed = i % 5 })],
        },
    };

    private static Report Of(IReadOnlyList<ReportFinding> findings) => new()
    {
        SchemaVersion = 1,
        Tool = new ReportTool { Name = "blockwatch", Version = "0.1.0" },
        Target = new ReportTarget { Pid = 4242, Name = "Shop", Runtime = "9.0.20", Os = "linux", Arch = "x64", EntryAssembly = "Shop" },
        Session = new ReportSession
        {
            Mode = "attach",
            StartedAt = new DateTimeOffset(2026, 11, 22, 12, 54, 0, TimeSpan.Zero),
            DurationMs = 10_000,
            ThresholdMs = 100,
            End = SessionEnd.DurationOver,
            EventsReceived = 182_344,
            EventsLost = 0,
            Complete = true,
            Lanes = [new ReportLane { Name = "spans", State = "full", Note = null, Events = 180_000, ActiveMs = 10_000 }],
            Limits = [],
            CollectorCpuMs = 118,
            TargetCpuMs = 8_412,
        },
        Summary = new ReportSummary { SpanCount = 20_480, StallCount = 46, UnexplainedCount = 0, StalledMs = 12_400, SuspensionCount = 0, SuspensionMs = 0 },
        Findings = findings,
        Starvation = [new ReportStarvation { StartMs = 2_100, EndMs = 5_300, PeakThreads = 38, PeakQueue = 412, FirstSign = "queue grew while nothing completed", Culprits = [] }],
        Pool = new ReportPool { Samples = [.. Enumerable.Range(1, 100).Select(i => new ReportPoolSample { TimeMs = i * 100, Threads = 4 + (i / 4), Queue = i > 20 && i < 53 ? i * 8 : 0, Completed = 12 })] },
        Timeline = new ReportTimeline { Stalls = [new ReportStallMark { StartMs = 2_000, EndMs = 4_000, FindingId = findings[^1].Id }], StallsLeftOut = 0, Pauses = [], PausesLeftOut = 0 },
        Gaps = [],
    };

    private static ReportFinding LargeOne(int i)
    {
        string method = string.Create(CultureInfo.InvariantCulture, $"Contoso.Shop.Services.Orders.Handlers.Handler{i}.HandleAsync(Contoso.Shop.Orders.Order{i % 100}, System.Threading.CancellationToken)");
        IEnumerable<string> framework = Enumerable.Range(0, 34).Select(at => $"System.Runtime.CompilerServices.AsyncTaskMethodBuilder.Frame{at}()");
        return Finding(i, $"BW000{1 + (i % 6)}", (Severity)(i % 3), $"Task.Wait in {method}", 20_000 - i) with
        {
            Site = new ReportSite { UserFrame = new ReportFrame { Method = method, Module = "Shop", File = $"/src/Contoso.Shop/Services/Orders/Handlers/Handler{i}.cs", Line = 42 }, BlockingFrame = null },
            Stacks = [.. Enumerable.Range(0, 3).Select(shape => Stack(3 - shape, [method, $"Contoso.Shop.Api.Endpoint{i % 50}.Invoke{shape}()", .. framework]))],
        };
    }

    private static ReportFinding Deadlock() => Finding(0, "BW0008", Severity.Error, "Deadlock of 2 threads: Orders.CheckoutAsync ⇄ Stock.Reserve", 6_000) with
    {
        Count = 1,
        OpenCount = 1,
        Deadlock = new ReportDeadlock
        {
            Kind = DeadlockKind.Cycle,
            Threads = 2,
            StartMs = 4_000,
            EndMs = null,
            Steps = [Step(12, 13), Step(13, 12)],
        },
    };

    private static ReportDeadlockStep Step(int waiter, int holder) => new()
    {
        Link = DeadlockLink.Lock,
        ThreadId = waiter,
        TaskId = null,
        Waiter = $"thread {waiter}",
        WaitsFor = "a lock",
        Holder = $"thread {holder}",
        Frame = null,
        SinceMs = 4_000,
        Inferred = false,
        Alike = 0,
    };

    private static ReportStack Stack(int count, params string[] users) => new()
    {
        Count = count,
        Cut = false,
        Frames =
        [
            Frame(users.Contains(Sleeper) ? "System.Threading.Thread.Sleep(int)" : "System.Threading.Monitor.Wait(object)", FrameOrigin.Framework),
            .. users.Select((user, i) => Frame(user, i < 2 ? FrameOrigin.User : FrameOrigin.Framework)),
            Frame("System.Threading.ThreadPoolWorkQueue.Dispatch()", FrameOrigin.Framework),
            Frame("System.Threading.PortableThreadPool.WorkerThread.WorkerThreadStart()", FrameOrigin.Framework),
        ],
    };

    private static ReportStackFrame Frame(string method, FrameOrigin origin) => new()
    {
        Method = method,
        Module = origin == FrameOrigin.User ? "Shop" : "System.Private.CoreLib",
        File = origin == FrameOrigin.User ? "/src/Shop/Orders.cs" : null,
        Line = origin == FrameOrigin.User ? 42 : null,
        Origin = origin,
    };

    private static ReportFinding Finding(int number, string rule, Severity severity, string title, double totalMs)
    {
        ReportStack stack = Stack(5, $"Shop.Site{number}.Run()");
        return new ReportFinding
        {
            Id = number.ToString("x12", CultureInfo.InvariantCulture),
            RuleId = rule,
            Title = title,
            Severity = severity,
            Confidence = Confidence.Certain,
            Category = BlockingCategory.Sleep,
            Site = new ReportSite { UserFrame = new ReportFrame { Method = "Shop.Orders.CheckoutAsync(int)", Module = "Shop", File = $"/src/Shop/File{number}.cs", Line = 42 }, BlockingFrame = null },
            Count = 10 + number,
            OpenCount = 0,
            TotalMs = totalMs,
            P50Ms = 200,
            P95Ms = 900 + number,
            MaxMs = 2_004,
            PoolThreadSeconds = totalMs / 1000,
            Share = Math.Min(1, totalMs / 12_400),
            GcMs = 0,
            Sampled = true,
            SampleCount = 36,
            Threads = 3,
            FirstSeenMs = 120,
            LastSeenMs = 9_870,
            Stack = stack.Frames,
            Stacks = [stack],
            Owners = [],
            Advice = "A sleeping pool thread serves nobody. Await a delay.",
            Replacement = "await Task.Delay(…)",
        };
    }
}
