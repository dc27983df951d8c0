using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;

namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>What watches found: one of each kind.</summary>
internal static class Results
{
    private const long Millisecond = 1_000_000;

    public static DateTimeOffset StartedAt { get; } = new(2026, 11, 22, 13, 54, 0, 250, TimeSpan.FromHours(1));

    public static TargetDescription Shop { get; } = new()
    {
        ProcessId = 4242,
        Name = "Shop",
        RuntimeVersion = "9.0.20",
        OperatingSystem = "linux",
        Architecture = "x64",
        EntryAssembly = "Shop",
    };

    /// <summary>All lanes in full, nothing lost.</summary>
    public static SessionDescription TenSeconds { get; } = new()
    {
        StartedAt = StartedAt,
        DurationMs = 10_000.12345,
        ThresholdMs = 100,
        EventsReceived = 182_344,
        Lanes =
        [
            new LaneStatus("spans", "full", null, 180_000, 10_000),
            new LaneStatus("waits", "full", null, 2_044, 10_000),
            new LaneStatus("bursts", "full", null, 300, 480.5),
        ],
        CollectorCpuMs = 118.6,
        TargetCpuMs = 8_412.25,
        Budget = new BudgetUse(0.02, 0.01314159, 0.0414159),
    };

    /// <summary>A full and healthy watch.</summary>
    public static WatchResult Nothing { get; } = new(Shop, TenSeconds, new DetectionSnapshot { SpanCount = 20_480 });

    /// <summary>Three sites, a lock with owners, an unexplained rest, two starvation episodes, of which one is open.</summary>
    public static WatchResult Rich { get; } = new(Shop, TenSeconds with { Throttling = new CpuThrottling(86, 74, 6_512.3456) }, new DetectionSnapshot
    {
        Findings = [RichFindings.Sleep, RichFindings.Lock, RichFindings.Cpu, RichFindings.Loop, RichFindings.Lost, RichFindings.Unexplained],
        Starvation =
        [
            new StarvationEpisode
            {
                Id = 1,
                StartNs = 2_100 * Millisecond,
                EndNs = 5_300 * Millisecond,
                PeakThreads = 38,
                PeakQueue = 1_412,
                FirstSign = "queue grew while nothing completed",
                Culprits = [new Culprit(Sites.Sleep.Id, 6.4004), new Culprit("feedfeedfeed", 0.25)],
            },
            new StarvationEpisode
            {
                Id = 2,
                StartNs = 9_000 * Millisecond,
                PeakThreads = 40,
                PeakQueue = 12,
                FirstSign = "runtime added a thread: starvation",
            },
        ],
        Pool = [new PoolSample(100 * Millisecond, 8, 0, 1_000), new PoolSample(200 * Millisecond + 4_567, 38, 1_412, 3)],
        Timeline = new Timeline
        {
            Stalls =
            [
                new TimelineMark(-40 * Millisecond, 160 * Millisecond, Sites.Sleep.Id),
                new TimelineMark(2_200 * Millisecond + 4_567, 3_800 * Millisecond, Sites.Lock.Id),
                new TimelineMark(2_300 * Millisecond, 3_700 * Millisecond, Sites.Lock.Id),
            ],
            StallsLeftOut = 43,
            Pauses = [new TimelineMark(5_000 * Millisecond, 5_012 * Millisecond, null)],
            PausesLeftOut = 6,
        },
        SpanCount = 20_480,
        StallCount = 46,
        UnexplainedCount = 2,
        StalledMs = 12_400.5,
        SuspensionCount = 7,
        SuspensionMs = 31.4159,
    });

    /// <summary>A watch that lost events, had its lanes narrowed, and broke off, and found nothing.</summary>
    public static WatchResult Incomplete { get; } = new(
        Shop with { ProcessId = 0, RuntimeVersion = "8.0.11", CommandLine = "Shop.dll --port 80" },
        TenSeconds with
        {
            Mode = "analyze",
            End = SessionEnd.TraceTruncated,
            EventsLost = 1_204,
            Complete = false,
            Lanes =
            [
                new LaneStatus("spans", "narrowed", "The budget allowed windows only.", 20_000, 3_200),
                new LaneStatus("waits", "unavailable", "The runtime raises no wait events before .NET 9", 0, 0),
                new LaneStatus("bursts", "full", null, 300, 480),
            ],
            Limits = ["Threads that are not pool threads were not watched."],
            CollectorCpuMs = null,
            TargetCpuMs = null,
            Budget = null,
        },
        new DetectionSnapshot
        {
            SpanCount = 512,
            Gaps = [new Gap(Lane.Spans, 1_200 * Millisecond, 1_400 * Millisecond, 1_204)],
        });
}
