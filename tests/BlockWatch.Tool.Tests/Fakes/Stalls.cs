using BlockWatch.Detection.Async;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Tool.Tests.Fakes;

/// <summary>Small stalls, episodes and results to tell observers of.</summary>
internal static class Stalls
{
    public static readonly DateTimeOffset SessionStart = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly TargetDescription Target = new() { ProcessId = 4711, Name = "Orders", RuntimeVersion = "9.0.20" };

    public static Stall Open(long id, string site = "Orders.Pay", long startMs = 0) => new()
    {
        Id = id,
        ThreadId = 7,
        StartNs = startMs * 1_000_000,
        Parts = [Part(site)],
    };

    public static Stall Closed(long id, string site = "Orders.Pay", long startMs = 0, long durationMs = 200) =>
        Open(id, site, startMs) with { EndNs = (startMs + durationMs) * 1_000_000 };

    public static StarvationEpisode Episode(int id, long? endMs = null) => new() { Id = id, StartNs = 0, EndNs = endMs * 1_000_000, FirstSign = "queue grew" };

    public static WatchResult Result(SessionEnd end = SessionEnd.Stopped, IReadOnlyList<string>? bugs = null) =>
        new(Target, new SessionDescription { StartedAt = SessionStart, End = end, Bugs = bugs ?? [] }, DetectionSnapshot.Empty);

    public static TaskLook Look(TaskLookEnd? end, double watchedMs = 1_500) => new()
    {
        Target = Target,
        TakenAt = SessionStart,
        Graph = new AsyncSnapshot(0, 0, [], [], 0),
        WatchedMs = watchedMs,
        End = end,
        Budget = new BudgetUse(0.05, 0),
    };

    private static StallPart Part(string site)
    {
        Frame user = new() { Method = $"{site}()", Source = new SourceLocation("Orders.cs", 42) };
        Frame sleep = new() { Method = "System.Threading.Thread.Sleep(int)" };
        Site place = new(site, "BW0004", BlockingCategory.Sleep, user, sleep, "await Task.Delay");
        return new StallPart(place, 100_000_000, EvidenceKind.Samples, 3, new CallStack([sleep, user]));
    }
}
