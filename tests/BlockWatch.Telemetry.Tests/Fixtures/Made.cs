using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Telemetry.Tests.Fixtures;

/// <summary>What a watch sees, made up.</summary>
internal static class Made
{
    public const long Millisecond = 1_000_000;

    public static readonly DateTimeOffset Start = new(2026, 11, 28, 10, 0, 0, TimeSpan.Zero);

    /// <summary>What a hostile target may be called: quotes, backslashes, line ends, an escape sequence, a mark that reverses text, half a character.</summary>
    public const string Hostile = "Evil\"}\\ 1\nblockwatch_stalls_total 99\n\u001b[31m\u202e\ud83d";

    public static readonly Frame Sleep = new() { Method = "System.Threading.Thread.Sleep(int)", TypeName = "System.Threading.Thread", MethodName = "Sleep", Module = "System.Private.CoreLib" };

    public static TargetDescription Target { get; } = new() { ProcessId = 4711, Name = "Orders", RuntimeVersion = "10.0.12" };

    public static Site Site(string method = "Shop.Orders.CheckoutAsync(int)", string module = "Shop", string rule = "BW0004") => new(
        "9f2c41aa07d3",
        rule,
        BlockingCategory.Sleep,
        new Frame { Method = method, Module = module, Source = new SourceLocation("src/Orders.cs", 42) },
        Sleep,
        "await Task.Delay");

    public static StallPart Part(Site site, long durationMs) =>
        new(site, durationMs * Millisecond, EvidenceKind.Samples, 3, new CallStack([Sleep, site.UserFrame!]));

    public static Stall Stall(params StallPart[] parts) => new()
    {
        Id = 3,
        ThreadId = 17,
        StartNs = 1_000 * Millisecond,
        EndNs = 1_250 * Millisecond,
        Parts = parts,
    };

    public static Stall Stall() => Stall(Part(Site(), 250));

    public static StarvationEpisode Episode(int id, long startMs, long? endMs = null) =>
        new() { Id = id, StartNs = startMs * Millisecond, EndNs = endMs * Millisecond, PeakThreads = 12, PeakQueue = 340, FirstSign = "queue grew while nothing completed" };

    public static Deadlock Deadlock(int id, long? endMs = null) => new()
    {
        Id = id,
        Kind = default,
        Site = Site("Bank.Audit()", "Bank", "BW0008"),
        Title = "Deadlock of 2 threads: Bank.Audit ⇄ Bank.Deposit",
        Confidence = Confidence.Certain,
        Steps = [],
        Threads = 2,
        StartNs = 2_000 * Millisecond,
        EndNs = endMs * Millisecond,
    };

    public static WatchProgress Progress { get; } = new()
    {
        WatchedMs = 4_500,
        Pool = new PoolSample(4_400 * Millisecond, 12, 340, 5),
        CompletedItems = 1_234,
        LongestOpenMs = 1_500,
        Lanes = [new LaneProgress("spans", 900, 0, 4_500), new LaneProgress("waits", 80, 7, 1_250), new LaneProgress("bursts", 30, 0, 45)],
        Budget = new BudgetUse(0.02, 0.0125),
        Untold = 2,
    };
}
