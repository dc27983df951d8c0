using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Lanes.AsyncProfiler;
using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Governing;

/// <summary>What the lanes of one watch brought since it began.</summary>
internal sealed class LaneTotals
{
    private readonly SpanLane _spans;
    private readonly RequestLane _requests;
    private readonly WaitLane _waits;
    private readonly AsyncLane _async;
    private readonly ResumptionLane _resumptions;
    private readonly BurstScheduler _bursts;
    private readonly Func<int> _switches;
    private readonly RuntimeThreads _threads;

    public LaneTotals(
        SpanLane spans, RequestLane requests, WaitLane waits, AsyncLane async, ResumptionLane resumptions, BurstScheduler bursts, Func<int> switches, RuntimeThreads threads)
    {
        _threads = threads;
        _async = async;
        _resumptions = resumptions;
        _spans = spans;
        _requests = requests;
        _waits = waits;
        _bursts = bursts;
        _switches = switches;
    }

    /// <summary>The pool as it was counted last; null before it was.</summary>
    public PoolSample? Pool => _spans.Pool;

    /// <summary>Work items that the pool completed, by its own counter.</summary>
    public long CompletedItems => _spans.CompletedItems;

    /// <summary>Events that came, of each lasting lane.</summary>
    public (long Spans, long Requests, long Waits, long Async) Events => (_spans.EventCount, _requests.EventCount, _waits.EventCount, _async.EventCount + _resumptions.EventCount);

    /// <summary>All that came: events, and the stacks of bursts.</summary>
    public long Received => _spans.EventCount + _requests.EventCount + _waits.EventCount + _async.EventCount + _resumptions.EventCount + _bursts.SampleCount;

    /// <summary>Events that the target could not tell: lost in it.</summary>
    public long Lost => _spans.EventsLost + _waits.EventsLost + _async.EventsLost;

    /// <summary>What each lane has brought so far.</summary>
    /// <param name="times">For how long each thing was told in it.</param>
    /// <param name="runtimeMajor">The target's runtime: older ones tell no waits, and the lane all it can when it tells contention.</param>
    /// <param name="withAsync">False where there is no such lane.</param>
    public IReadOnlyList<LaneProgress> Lanes(LaneTimes times, int runtimeMajor, bool withAsync)
    {
        TimeSpan waits = runtimeMajor >= SessionPlan.FirstWithStacklessSessions ? times.WithWaits : times.WithContention;
        return
        [
            new("spans", _spans.EventCount, _spans.EventsLost, times.WithWorkItems.TotalMilliseconds),
            new("waits", _waits.EventCount, _waits.EventsLost, waits.TotalMilliseconds),
            new("bursts", _bursts.SampleCount, 0, _bursts.ActiveMs),
            .. withAsync ? [new LaneProgress("async", Events.Async, _async.EventsLost, times.WithAsync.TotalMilliseconds)] : Array.Empty<LaneProgress>(),
        ];
    }

    /// <summary>The counts now; they grow on other threads, and each may be some events old.</summary>
    /// <param name="seconds">How long the watch has lasted.</param>
    /// <param name="times">For how long each thing was told in it.</param>
    public LaneActivity At(double seconds, LaneTimes times)
    {
        (double threadsMs, double threadsSeconds) = _threads.Total();
        return new()
        {
            Seconds = seconds,
            CompletedItems = _spans.CompletedItems,
            WorkItems = _spans.WorkItemCount,
            WorkItemSeconds = times.WithWorkItems.TotalSeconds,
            PoolEvents = _spans.EventCount - _spans.WorkItemCount,
            RequestEvents = _requests.EventCount,
            RequestSeconds = times.WithRequests.TotalSeconds,
            WaitEvents = _waits.WaitCount,
            WaitSeconds = times.WithWaits.TotalSeconds,
            OtherWaitEvents = _waits.EventCount - _waits.WaitCount - _waits.CompilationCount,
            CompilationEvents = _waits.CompilationCount,
            AsyncEvents = Events.Async + (_async.ExceptionCount * (LaneCosts.EventsOfException - 1)),
            AsyncSeconds = times.WithAsync.TotalSeconds,
            Bursts = _bursts.BurstCount,
            Ticks = _bursts.TickCount,
            Samples = _bursts.SampleCount,
            Switches = _switches(),
            RuntimeThreadsMs = threadsMs,
            RuntimeThreadsSeconds = threadsSeconds,
        };
    }
}
