using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;
using BlockWatch.Tool.Screen.Model;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Screen;

/// <summary>Looks at a played watch.</summary>
internal static class Looks
{
    public static DateTimeOffset Start => Stalls.SessionStart;

    /// <summary>A state of a watch that began twelve seconds ago, of a target that was started an hour before.</summary>
    public static ScreenState State(string name = "Orders") => new(new ScreenSubject(name, Start.AddHours(-1), Start));

    public static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    public static ScreenLook Look(double seconds, DetectionSnapshot detection, TargetDescription? target = null, SessionDescription? session = null) => new()
    {
        At = At(seconds),
        HasAllMethods = true,
        MethodCount = 12_345,
        Result = new WatchResult(
            target ?? Stalls.Target,
            session ?? new SessionDescription { StartedAt = Start, ThresholdMs = 100, Budget = new BudgetUse(0.02, 0.0043) },
            detection),
    };

    public static Site Site(string id, string rule, BlockingCategory category, string user, string blocking, string file = "/src/Orders.cs", int line = 42) => new(
        id,
        rule,
        category,
        new Frame { Method = user, Source = new SourceLocation(file, line) },
        new Frame { Method = blocking },
        null);

    public static Finding Finding(Site site, string title, long count, double totalMs, double p95Ms, double maxMs, long openCount = 0, double lastSeenMs = 9_000) => new()
    {
        Site = site,
        Severity = Severity.Warning,
        Confidence = Confidence.Certain,
        Title = title,
        Advice = "Await it.",
        Count = count,
        OpenCount = openCount,
        TotalMs = totalMs,
        PoolThreadSeconds = totalMs / 1000,
        P50Ms = p95Ms / 2,
        P95Ms = p95Ms,
        MaxMs = maxMs,
        LastSeenMs = lastSeenMs,
    };

    public static Site Result { get; } = Site(
        "aaaaaaaaaaaa", "BW0001", BlockingCategory.TaskWait, "Shop.Checkout.Orders.PlaceAsync(int, Shop.Checkout.Cart)", "System.Threading.Tasks.Task<T>.Result");

    public static Site Sleep { get; } = Site(
        "bbbbbbbbbbbb", "BW0004", BlockingCategory.Sleep, "Shop.Mail.Sender.SendAsync(string)", "System.Threading.Thread.Sleep", "/src/Sender.cs", 117);

    public static Site Lock { get; } = Site(
        "cccccccccccc", "BW0003", BlockingCategory.Lock, "Shop.Stock.Ledger.Take(int)", "System.Threading.Monitor.Enter", "/src/Ledger.cs", 9);

    public static Finding[] Findings(double scale = 1) =>
    [
        Finding(Result, "Task<T>.Result in Shop.Checkout.Orders.PlaceAsync(int, Shop.Checkout.Cart)", (long)(41 * scale), 8_400 * scale, 1_980, 2_004, openCount: 1),
        Finding(Sleep, "Thread.Sleep in Shop.Mail.Sender.SendAsync(string)", (long)(12 * scale), 2_412 * scale, 204, 260, lastSeenMs: 11_000),
        Finding(Lock, "Lock contention at Monitor.Enter in Shop.Stock.Ledger.Take(int)", (long)(150 * scale), 960 * scale, 120, 3_100, lastSeenMs: 4_000),
    ];

    public static Stall Open(long id, Site? site, double startSeconds) => new()
    {
        Id = id,
        ThreadId = 100 + id,
        StartNs = (long)(startSeconds * 1e9),
        Parts = [new StallPart(site ?? new Site("", "BW0009", BlockingCategory.Unexplained, null, null, null), 1, EvidenceKind.Wait, 0, null)],
    };

    /// <summary>Pool counters of every half second.</summary>
    public static PoolSample[] Pool(double seconds, Func<double, (int Threads, long Queue, long Completed)> at) =>
    [
        .. Enumerable.Range(1, (int)(seconds * 2)).Select(i =>
        {
            (int threads, long queue, long completed) = at(i / 2.0);
            return new PoolSample((long)(i * 5e8), threads, queue, completed);
        }),
    ];

    /// <summary>A state that has seen a busy watch once a second up to the twelfth.</summary>
    public static ScreenState Busy(Func<double, DetectionSnapshot>? at = null, TargetDescription? target = null)
    {
        ScreenState state = State();
        for (int second = 1; second <= 12; second++)
        {
            state.Observe(Look(second, (at ?? BusyAt)(second), target));
        }

        return state;
    }

    public static DetectionSnapshot BusyAt(double seconds)
    {
        PoolSample[] pool = Pool(seconds, t => ((int)(4 + t), (long)(t % 4 * 10), (long)(500 + (100 * Math.Sin(t)))));
        return new DetectionSnapshot
        {
            Findings = Findings(seconds / 12),
            StallCount = 203,
            SpanCount = 12_304,
            Pool = pool,
            PoolNow = pool[^1],
            OpenStalls = [Open(7, Result, 11.2), Open(9, null, 11.8)],
        };
    }

    public static DetectionSnapshot StarvedAt(double seconds)
    {
        PoolSample[] pool = Pool(seconds, t => ((int)(4 + (t * 2)), t < 3 ? 0 : (long)((t - 3) * 90), t < 3 ? 600 : 3));
        return BusyAt(seconds) with
        {
            Pool = pool,
            PoolNow = pool[^1],
            Starvation = seconds < 3 ? [] : [new StarvationEpisode { Id = 1, StartNs = 3_000_000_000, PeakThreads = 28, PeakQueue = 810, FirstSign = "queue grew while nothing completed" }],
            OpenStalls = [.. Enumerable.Range(0, 26).Select(i => Open(i, Result, 3.5 + (i * 0.2))), Open(90, Sleep, 11.5), Open(91, Lock, 11.7), Open(92, null, 11.9)],
        };
    }
}
