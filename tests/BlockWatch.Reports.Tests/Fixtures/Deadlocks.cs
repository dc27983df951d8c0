using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>Deadlocks of a shop that does not exist.</summary>
internal static class Deadlocks
{
    private const long Millisecond = 1_000_000;

    /// <summary>Two locks; it lasts.</summary>
    public static Deadlock Locks { get; } = Of(
        DeadlockKind.Cycle,
        Confidence.Certain,
        "Deadlock of 2 threads: Orders.CheckoutAsync ⇄ Stock.Reserve",
        2,
        Step(DeadlockLink.Lock, "thread 12", "a lock", "thread 13") with { ThreadId = 12, UserFrame = Frames.Checkout, Stack = new CallStack([Frames.Enter, Frames.Checkout]) },
        Step(DeadlockLink.Lock, "thread 13", "a lock", "thread 12") with { ThreadId = 13, UserFrame = Frames.Stock, Stack = new CallStack([Frames.Enter, Frames.Stock]) });

    /// <summary>A thread with itself; it resolved by itself.</summary>
    public static Deadlock Context { get; } = Ended(
        7_600,
        DeadlockKind.Cycle,
        Confidence.Likely,
        "Deadlock of a thread with itself: Orders.CheckoutAsync ⇄ task LoadAsync",
        1,
        Step(DeadlockLink.TaskWait, "thread 9", "task LoadAsync", "task LoadAsync") with { ThreadId = 9, UserFrame = Frames.Checkout },
        Step(DeadlockLink.Await, "task LoadAsync", "task ReadAsync", "task ReadAsync") with { TaskId = 4 },
        Step(DeadlockLink.Context, "task ReadAsync", "its turn on thread 9, where it was suspended", "thread 9") with { TaskId = 5, IsInferred = true });

    /// <summary>A pool; it lasts.</summary>
    public static Deadlock Pool { get; } = Of(
        DeadlockKind.Pool,
        Confidence.Likely,
        "Deadlock of the thread pool: all 4 threads wait for work in its queue, in Stock.Reserve",
        4,
        Step(DeadlockLink.TaskWait, "thread 12", "task LoadAsync", "task LoadAsync") with { ThreadId = 12, UserFrame = Frames.Stock, Alike = 3 },
        Step(DeadlockLink.PoolQueue, "task LoadAsync", "its turn in the queue of the pool", "the pool, all 4 threads of which wait so") with { TaskId = 4, IsInferred = true });

    /// <summary>A watch that found all of them.</summary>
    public static WatchResult Result { get; } = Results.Rich with
    {
        Detection = Results.Rich.Detection with { Findings = [.. new[] { Locks, Context, Pool }.Select(Finding), .. Results.Rich.Detection.Findings] },
    };

    private static Finding Finding(Deadlock deadlock) => new()
    {
        Site = deadlock.Site,
        Severity = Severity.Error,
        Confidence = deadlock.Confidence,
        Title = deadlock.Title,
        Advice = "Take the locks in the same order everywhere.",
        Count = 1,
        OpenCount = deadlock.EndNs is null ? 1 : 0,
        TotalMs = deadlock.DurationUntil(10_000 * Millisecond) / 1e6,
        MaxMs = deadlock.DurationUntil(10_000 * Millisecond) / 1e6,
        Threads = deadlock.Threads,
        FirstSeenMs = 2_100,
        LastSeenMs = 10_000,
        Deadlock = deadlock,
    };

    private static DeadlockStep Step(DeadlockLink link, string waiter, string waitsFor, string holder) =>
        new() { Link = link, Waiter = waiter, WaitsFor = waitsFor, Holder = holder, SinceNs = 2_000 * Millisecond };

    private static Deadlock Ended(long endMs, DeadlockKind kind, Confidence confidence, string title, int threads, params DeadlockStep[] steps) =>
        Of(kind, confidence, title, threads, steps) with { EndNs = endMs * Millisecond };

    private static Deadlock Of(DeadlockKind kind, Confidence confidence, string title, int threads, params DeadlockStep[] steps) => new()
    {
        Id = 1,
        Kind = kind,
        Site = new Site(FormattableString.Invariant($"deadbeef000{threads}"), "BW0008", BlockingCategory.Lock, steps[0].UserFrame, null, null),
        Title = title,
        Confidence = confidence,
        Steps = steps,
        Threads = threads,
        StartNs = 2_100 * Millisecond,
    };
}
