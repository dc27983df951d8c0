using System.Collections.Concurrent;
using System.Diagnostics;
using BlockWatch.Detection;
using BlockWatch.EventPipe.Governing;
using BlockWatch.EventPipe.Governing.Calibration;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Tests.Governing;

public sealed class GovernedLanesTests
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    private static readonly LaneChoice Everything = new(WithWorkItems: true, WithRequests: true, WithContention: true, WithWaits: true);

    [Fact]
    public async Task What_does_not_fit_is_told_only_after_a_wake()
    {
        var lanes = new FakeLanes();
        using var stop = new CancellationTokenSource();
        using var governed = Govern(lanes);
        Task running = governed.RunAsync(stop.Token);

        Eventually.True(() => lanes.Choice == Everything with { WithRequests = false }, "requests left out");
        governed.Wake(EvidenceReason.LongSpan);
        Eventually.True(() => lanes.Choice == Everything, "requests told again");
        Eventually.True(() => lanes.Choice == Everything with { WithRequests = false }, "requests left out");

        await stop.CancelAsync();
        await running;
        Assert.Equal(0, governed.RefusedCount);
        Assert.InRange(governed.Times.WithRequests, TimeSpan.FromSeconds(1), governed.Times.All);
        Assert.Equal(governed.Times.All, governed.Times.WithWaits);
    }

    [Fact]
    public async Task A_thread_that_sleeps_is_no_reason_to_tell_what_is_told_only_in_stalls()
    {
        var lanes = new FakeLanes();
        using var stop = new CancellationTokenSource();
        using var governed = Govern(lanes);
        Task running = governed.RunAsync(stop.Token);
        Eventually.True(() => lanes.Choice == Everything with { WithRequests = false }, "requests left out");
        TimeSpan told = governed.Times.WithRequests;

        governed.Wake(EvidenceReason.Sleep);
        TimeSpan asked = governed.Times.All;
        Eventually.True(() => governed.Times.All > asked + TimeSpan.FromSeconds(1.5), "two more looks");

        await stop.CancelAsync();
        await running;
        Assert.Equal(told, governed.Times.WithRequests);
    }

    [Fact]
    public async Task A_thread_that_computes_between_windows_has_one_at_once_and_a_look()
    {
        var lanes = new FakeLanes();
        var bursts = new FakeBursts();
        using var stop = new CancellationTokenSource();

        // A tenth of the time: by turn, a window comes ten seconds after the last.
        using var governed = Govern(lanes, 12, VeryBusy, bursts: bursts);
        Task running = governed.RunAsync(stop.Token);
        Eventually.True(() => !lanes.Choice.WithWorkItems, "the end of the first window");
        Assert.Empty(bursts.Wanted);
        long closed = Now();

        governed.WantWindow();
        Eventually.True(() => lanes.Choice.WithWorkItems, "a window");
        Assert.InRange(Now() - closed, 0, 8_000_000_000);
        Eventually.True(() => bursts.Wanted.Any(static request => request.Reason == EvidenceReason.SecondLook), "a look at what it does");

        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Where_all_work_items_are_told_nobody_looks_at_sleeps_however_long_a_stall_is()
    {
        bool isWatched = false;
        using var stop = new CancellationTokenSource();
        using var governed = Govern(new FakeLanes(), oldestOpen: 50, watchSleeps: wanted => isWatched |= wanted);
        Task running = governed.RunAsync(stop.Token);

        Eventually.True(() => governed.Times.All > TimeSpan.FromSeconds(2.5), "some looks");
        await stop.CancelAsync();
        await running;

        Assert.Equal(governed.Times.All, governed.Times.WithWorkItems);
        Assert.False(isWatched);
    }

    [Fact]
    public async Task A_target_that_refuses_is_counted_and_asked_again()
    {
        var lanes = new FakeLanes { Refuses = true };
        using var stop = new CancellationTokenSource();
        using var governed = Govern(lanes);
        Task running = governed.RunAsync(stop.Token);

        Eventually.True(() => governed.RefusedCount > 0, "a refusal");
        Assert.Equal(Everything, lanes.Choice);
        lanes.Refuses = false;
        Eventually.True(() => lanes.Choice == Everything with { WithRequests = false }, "requests left out");

        await stop.CancelAsync();
        await running;
        Assert.Equal(governed.Times.All, governed.Times.WithWaits);
    }

    [Fact]
    public async Task Tasks_are_not_told_of_unless_they_are_wanted()
    {
        var lanes = new FakeLanes();
        using var stop = new CancellationTokenSource();
        using var governed = Govern(lanes, detail: DetailMode.Auto);
        Task running = governed.RunAsync(stop.Token);

        Eventually.True(() => governed.Times.All > TimeSpan.FromSeconds(1), "a second");
        Assert.Equal(TimeSpan.Zero, governed.Times.WithAsync);
        governed.Found();
        Eventually.True(() => lanes.Choice.WithAsync, "tasks told of after a stall");

        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Who_asks_for_tasks_has_them_for_the_share_of_the_time_that_fits()
    {
        // 100,000 events a second of tasks: 50 ms a second, and 6 may be. The clock is fast: ten seconds of telling are saved up at first.
        LaneActivity Heavy(double seconds, LaneTimes times) => Busy(seconds, times) with
        {
            AsyncEvents = (long)(100_000 * times.WithAsync.TotalSeconds),
            AsyncSeconds = times.WithAsync.TotalSeconds,
        };

        var lanes = new FakeLanes { Choice = Everything with { WithAsync = true } };
        using var stop = new CancellationTokenSource();
        using var governed = Govern(lanes, totals: Heavy, speed: 20, detail: DetailMode.Full);
        Task running = governed.RunAsync(stop.Token);

        Eventually.True(() => !lanes.Choice.WithAsync, "tasks left out");

        await stop.CancelAsync();
        await running;
        Assert.InRange(governed.Times.WithAsync, TimeSpan.FromSeconds(1), governed.Times.All);
    }

    [Fact]
    public async Task Work_items_whose_cost_matters_pause_now_and_then_to_learn_it()
    {
        var lanes = new FakeLanes();
        using var stop = new CancellationTokenSource();

        // The clock is fast: a pause comes every fifth of a second.
        using var governed = Govern(lanes, 100, VeryBusy, speed: 20);
        Task running = governed.RunAsync(stop.Token);

        Eventually.True(() => !lanes.Choice.WithWorkItems, "a pause");
        Eventually.True(() => lanes.Choice.WithWorkItems, "its end");

        await stop.CancelAsync();
        await running;
        Assert.InRange(governed.Times.WithWorkItems, TimeSpan.Zero, governed.Times.All - TimeSpan.FromTicks(1));
        Assert.Null(governed.ItemCost);
    }

    private static LaneActivity VeryBusy(double seconds, LaneTimes times) => new()
    {
        Seconds = seconds,
        CompletedItems = (long)(50_000 * seconds),
        WorkItems = (long)(50_000 * times.WithWorkItems.TotalSeconds),
        WaitSeconds = times.WithWaits.TotalSeconds,
    };

    // 2,000 requests a second: their work items fit into the budget, their begins and ends do not.
    private static LaneActivity Busy(double seconds, LaneTimes times) => new()
    {
        Seconds = seconds,
        CompletedItems = (long)(3_000 * seconds),
        WorkItems = (long)(3_000 * seconds),
        RequestEvents = (long)(4_000 * times.WithRequests.TotalSeconds),
        RequestSeconds = times.WithRequests.TotalSeconds,
        WaitSeconds = times.WithWaits.TotalSeconds,
    };

    // The clock is so many times as fast as time.
    private GovernedLanes Govern(
        FakeLanes lanes,
        double budgetMs = 20,
        Func<double, LaneTimes, LaneActivity>? totals = null,
        FakeBursts? bursts = null,
        int speed = 1,
        double oldestOpen = 0,
        Action<bool>? watchSleeps = null,
        DetailMode detail = DetailMode.Off) => new(
            new Governor(budgetMs, LaneCosts.Of(10), Meter),
            totals ?? Busy,
            lanes,
            bursts ?? new FakeBursts(),
            () => speed * Now(),
            () => oldestOpen,
            (Meter, new ItemCostReader(Meter, LaneCosts.Of(10), () => 100)),
            watchSleeps ?? (_ => { }),
            detail);

    private ItemCostMeter Meter { get; } = new(LaneCosts.Of(10), LaneCosts.DearestOf(10));

    private long Now() => _watch.Elapsed.Ticks * 100;

    private sealed class FakeLanes : ILaneSwitch
    {
        public bool Refuses { get; set; }

        public LaneChoice Choice { get; set; } = Everything;

        public Task<bool> ChangeAsync(LaneChoice wanted)
        {
            bool isRefused = Refuses && wanted != Choice;
            Choice = isRefused ? Choice : wanted;
            return Task.FromResult(!isRefused);
        }
    }

    private sealed class FakeBursts : IGovernedBursts
    {
        public void Limit(double msPerSecond)
        {
        }

        public ConcurrentQueue<EvidenceRequest> Wanted { get; } = new();

        public void Want(EvidenceRequest request) => Wanted.Enqueue(request);
    }
}
