using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Libraries;
using BlockWatch.Detection.Locks;
using BlockWatch.Detection.Requests;

namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>Findings with every property filled.</summary>
internal static class RichFindings
{
    public static Finding Sleep { get; } = new()
    {
        Site = Sites.Sleep,
        Severity = Severity.Warning,
        Confidence = Confidence.Likely,
        Title = "Thread.Sleep in Shop.Orders.CheckoutAsync(int)",
        Advice = "A sleeping pool thread serves nobody. Await a delay, or better the event that the code waits for, and pass the caller's cancellation token on.",
        Count = 41,
        OpenCount = 1,
        ShortCount = 12,
        ShortMsPerSecond = 1_410.2504,
        TotalMs = 8_432.1004,
        P50Ms = 200.1,
        P95Ms = 1_980.44,
        MaxMs = 2_004.4999,
        PoolThreadSeconds = 8.4321,
        ShareOfStalledTime = 0.68,
        GcMs = 12.25,
        Sampled = true,
        SampleCount = 120,
        Threads = 7,
        FirstSeenMs = 120.5,
        LastSeenMs = 9_870.75,
        Requests =
        [
            new RequestCount(new RequestName("POST", "/orders/{id:int}", null), 30, RequestCertainty.Certain),
            new RequestCount(new RequestName(null, null, "Shop.OrdersController.Pay"), 9, RequestCertainty.Inferred),
        ],
        Stacks =
        [
            new StackShape([Frames.Sleep, Frames.Checkout, .. Frames.Dispatcher.Take(2), Frames.Endpoint, .. Frames.Dispatcher], 30, false),
            new StackShape([Frames.Sleep, Frames.Checkout, Frames.Library("Acme.Data.Retry.Run(Action)")], 6, true),
        ],
    };

    public static Finding Lock { get; } = new()
    {
        Site = Sites.Lock,
        Severity = Severity.Error,
        Confidence = Confidence.Certain,
        Title = "lock in Shop.Stock.Reserve(string, int)",
        Advice = "Hold the lock for less, or wait with SemaphoreSlim.WaitAsync.",
        Count = 2,
        TotalMs = 3_000.4,
        P50Ms = 1_500.2,
        P95Ms = 1_600,
        MaxMs = 1_600,
        PoolThreadSeconds = 3.0004,
        ShareOfStalledTime = 0.2419,
        Threads = 2,
        FirstSeenMs = 2_200,
        LastSeenMs = 4_000,
        Library = new LibraryUse("Acme.Data", "2.1.35"),
        Stacks = [new StackShape([Frames.Enter, Frames.Stock, Frames.Endpoint, .. Frames.Dispatcher], 2, true)],
        Owners = [new StackShape([Frames.Library("Acme.Data.Connection.Execute(string)"), Frames.Stock, .. Frames.Dispatcher], 2, false)],
        Locks = new LockFacts
        {
            Locks = 2,
            MaxWaiters = 3,
            WaitedMs = 3_000.4,
            OwnerKnownMs = 2_950.25,
            Holds = 4,
            OwnerThreads = 2,
            HeldMs = 2_400,
            MaxHeldMs = 900.5004,
            Places =
            [
                new LockOwnerPlace(Sites.Sleep, 3, 1_800, 700, IsSampled: true),
                new LockOwnerPlace(Sites.Lock, 1, 550.5, 550.5, IsSampled: false),
            ],
            Longest =
            [
                new LockHoldFacts(2_100_000_000, 900_500_400, 31, 3, Sites.Sleep),
                new LockHoldFacts(3_200_000_000, 550_500_000, 32, 1, null),
            ],
            Chain = [new LockChainLink(32, Sites.Lock, 550_500_000, IsSampled: false), new LockChainLink(31, Sites.Sleep, 540_000_000, IsSampled: true)],
        },
    };

    public static Finding Lost { get; } = new()
    {
        Site = Sites.Lost,
        Severity = Severity.Warning,
        Confidence = Confidence.Likely,
        Title = "A failed task that nobody awaits: Shop.Orders.CheckoutAsync(int)",
        Advice = "Await it.",
        Count = 2,
        FirstSeenMs = 300,
        LastSeenMs = 700,
        LostTask = new LostTaskFacts("Shop.Mail.SendAsync()") { Exceptions = [new LostException("System.TimeoutException", 1)] },
    };

    public static Finding Loop { get; } = new()
    {
        Site = Sites.Loop,
        Severity = Severity.Warning,
        Confidence = Confidence.Certain,
        Title = "Event loop 'main window' did not turn: Thread.Sleep in Shop.Orders.CheckoutAsync(int)",
        Advice = "Await a delay.",
        Count = 3,
        TotalMs = 640.25,
        P50Ms = 210,
        P95Ms = 220,
        MaxMs = 220,
        Threads = 1,
        FirstSeenMs = 1_000,
        LastSeenMs = 9_000,
        Loop = new EventLoopFacts("main window", 59.8765),
        Stacks = [new StackShape([Frames.Sleep, Frames.Checkout, .. Frames.Dispatcher], 3, false)],
    };

    public static Finding Cpu { get; } = new()
    {
        Site = Sites.Cpu,
        QueuedMs = 30.5,
        MajorFaults = 1_204,
        ThrottledCount = 1,
        Severity = Severity.Info,
        Confidence = Confidence.Possible,
        Title = "CPU work in Shop.Notes.Hash(byte[])",
        Advice = "",
        Count = 1,
        TotalMs = 105,
        P50Ms = 105,
        P95Ms = 105,
        MaxMs = 105,
        PoolThreadSeconds = 0.105,
        ShareOfStalledTime = 0.008,
        Sampled = true,
        SampleCount = 1,
        Threads = 1,
        FirstSeenMs = 700,
        LastSeenMs = 805,
    };

    public static Finding Unexplained { get; } = new()
    {
        Site = Sites.Unexplained,
        Severity = Severity.Info,
        Confidence = Confidence.Certain,
        Title = "Stalls that nothing explained",
        Advice = "Watch for longer, or lower the threshold.",
        Count = 2,
        TotalMs = 863,
        P50Ms = 400,
        P95Ms = 463,
        MaxMs = 463,
        PoolThreadSeconds = 0.863,
        ShareOfStalledTime = 0.0696,
        Threads = 2,
        FirstSeenMs = 3_000,
        LastSeenMs = 6_000,
    };
}
