using System.Diagnostics;
using BlockWatch.Detection;
using BlockWatch.EventPipe.Governing.Calibration;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Governing;

/// <summary>Keeps a watch within its budget: counts what the lanes bring, asks the governor once a second, and has the sessions changed accordingly.</summary>
/// <remarks>One loop; nothing else changes sessions.</remarks>
internal sealed class GovernedLanes : IDisposable
{
    // Windows begin and end in steps of this, unless a stall wakes the loop.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Judged = TimeSpan.FromSeconds(1);

    // The burst that is asked for at the same moment comes first: to open and close sessions, the runtime does one after the other.
    private static readonly TimeSpan AfterTheBurst = TimeSpan.FromMilliseconds(15);

    // A target that refused is asked again after so long.
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(5);

    // By then every worker tells of its work items, though none was taken.
    private const long LookAfterNs = 60_000_000;

    // After so long without work items, a look at all threads tells which are in the middle of something long.
    private const long LongPauseNs = 3_000_000_000;

    // A share that never means "all the time": without a stall nothing is told.
    private const double LessThanAlways = 0.99;

    // For so long after a stall tasks are wanted: the next one at the same place then has its chain.
    private const long DetailNs = 10_000_000_000;

    private readonly Governor _governor;
    private readonly Func<double, LaneTimes, LaneActivity> _totals;
    private readonly ILaneSwitch _lanes;
    private readonly IGovernedBursts _bursts;
    private readonly Func<long> _now;
    private readonly Func<double> _oldestOpen;
    private readonly Action<bool> _watchSleeps;
    private readonly DetailMode _detail;
    private readonly ItemCostMeter _itemCost;
    private readonly ItemCostReader _reader;
    private readonly ComparisonClock _comparisons = new();
    private readonly WindowClock _windows = new();
    private readonly DemandClock _requests = new();
    private readonly DemandClock _waits = new();
    private readonly DemandClock _async = new();
    private readonly SemaphoreSlim _woken = new(0, 1);
    private readonly Stopwatch _watched = Stopwatch.StartNew();
    private int _mayBeStall;
    private int _isWorkWanted;
    private long? _lookAtNs;
    private bool _watchesSleeps;
    private TimeSpan _accountedUntil;
    private TimeSpan _refusedUntil;
    private long _foundNs = long.MinValue / 2;

    /// <param name="governor">Decides.</param>
    /// <param name="totals">What the lanes brought in so many seconds, in which each thing was told for so long.</param>
    /// <param name="lanes">The sessions.</param>
    /// <param name="bursts">Limited as the governor says.</param>
    /// <param name="now">The time, nanoseconds since the watch began.</param>
    /// <param name="oldestOpen">The age of the span that has been open for longest, or of what a thread was seen at, in thresholds.</param>
    /// <param name="calibration">Learns what work items cost, and reads what it learns from.</param>
    /// <param name="watchSleeps">Told whether sleeping threads are to be looked for, because work items are not told all the time.</param>
    /// <param name="detail">When tasks are to be told of.</param>
    public GovernedLanes(
        Governor governor,
        Func<double, LaneTimes, LaneActivity> totals,
        ILaneSwitch lanes,
        IGovernedBursts bursts,
        Func<long> now,
        Func<double> oldestOpen,
        (ItemCostMeter Meter, ItemCostReader Reader) calibration,
        Action<bool> watchSleeps,
        DetailMode detail = DetailMode.Off)
    {
        _watchSleeps = watchSleeps;
        _detail = detail;
        (_itemCost, _reader) = calibration;
        _governor = governor;
        _totals = totals;
        _lanes = lanes;
        _bursts = bursts;
        _now = now;
        _oldestOpen = oldestOpen;
    }

    /// <summary>How long each thing was told.</summary>
    public LaneTimes Times { get; private set; } = new();

    /// <summary>What work items were measured to cost the target; null when they were not.</summary>
    public ItemCost? ItemCost => _itemCost.Measured;

    /// <summary>How often the target refused a change, so that the budget may not have been kept.</summary>
    public int RefusedCount { get; private set; }

    /// <summary>Stacks are wanted: something may become a stall, and what is told only then is told from now on. Callable from any thread.</summary>
    /// <param name="why">A sleep is no reason: most threads that sleep are workers without work.</param>
    public void Wake(EvidenceReason why)
    {
        if (why != EvidenceReason.Sleep)
        {
            Volatile.Write(ref _mayBeStall, 1);
            WakeLoop();
        }
    }

    /// <summary>A thread may be at something long that no span tells of: a window is wanted, if work items are told in windows. Callable from any thread.</summary>
    public void WantWindow()
    {
        Volatile.Write(ref _isWorkWanted, 1);
        WakeLoop();
    }

    /// <summary>A stall was found, or a starvation: with <see cref="DetailMode.Auto"/>, tasks are told of for a while. Callable from any thread.</summary>
    public void Found() => Volatile.Write(ref _foundNs, _now());

    public void Dispose() => _woken.Dispose();

    /// <summary>Runs until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        LaneActivity last = _totals(0, Times);
        _reader.Begin(last);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await _woken.WaitAsync(UntilNextLook(), stop).ConfigureAwait(false);
                bool isWoken = Interlocked.Exchange(ref _mayBeStall, 0) != 0;
                if (isWoken)
                {
                    await Task.Delay(AfterTheBurst, stop).ConfigureAwait(false);
                }

                double seconds = _watched.Elapsed.TotalSeconds;
                if (seconds - last.Seconds >= Judged.TotalSeconds)
                {
                    Account();
                    LaneActivity now = _totals(seconds, Times);
                    _bursts.Limit(_governor.Observe(now.Since(last)).BurstMsPerSecond);
                    _reader.Next(now, _lanes.Choice.WithWorkItems, _governor.ItemsPerSecond);
                    last = now;
                }

                await FollowAsync(_governor.Plan, isWoken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped: the usual end.
        }

        Account();
    }

    private async Task FollowAsync(LanePlan plan, bool isWoken)
    {
        long now = _now();
        LookIfDue(now);
        double oldest = _oldestOpen();
        bool mayBeStall = isWoken || oldest >= 0.5;
        bool isWindowWanted = Interlocked.Exchange(ref _isWorkWanted, 0) != 0;
        long since = _windows.SinceNs;
        LaneChoice wanted = new(
            WithWorkItems: _windows.Look(now, plan.WorkItemShare, _windows.IsOpen && oldest >= 0.25, isWindowWanted) && !IsCompared(now, isWoken || oldest >= 0.25),
            WithRequests: _requests.Look(now, plan.RequestShare, mayBeStall),
            plan.WithContention,
            WithWaits: _waits.Look(now, plan.WaitShare, mayBeStall),
            WithAsync: IsDetailWanted(now, plan));
        if (_watched.Elapsed < _refusedUntil)
        {
            return;
        }

        // Before work items are paused, so that what goes on then is seen to go on; and until what has long begun is over.
        LaneChoice before = _lanes.Choice;
        _watchesSleeps = plan.WorkItemShare < 1 || !wanted.WithWorkItems || !before.WithWorkItems || (_watchesSleeps && oldest >= 1);
        _watchSleeps(_watchesSleeps);
        Account();
        bool isSeam = wanted.WithWorkItems != before.WithWorkItems;
        if (isSeam)
        {
            _reader.End(Totals(), before.WithWorkItems, _governor.ItemsPerSecond);
        }

        if (!await _lanes.ChangeAsync(wanted).ConfigureAwait(false))
        {
            RefusedCount++;
            _refusedUntil = _watched.Elapsed + AfterRefusal;
        }

        Account();
        if (isSeam)
        {
            _reader.Begin(Totals());
        }

        if (_lanes.Choice.WithWorkItems && !before.WithWorkItems && (isWindowWanted || _windows.SinceNs - since >= LongPauseNs))
        {
            // What a window is wanted for may be over soon, and where there are windows work items come by the thousand: all are told by now.
            _lookAtNs = _now() + (isWindowWanted ? 0 : LookAfterNs);
            LookIfDue(_now());
        }
    }

    private void LookIfDue(long now)
    {
        if (_lookAtNs <= now)
        {
            _lookAtNs = null;
            _bursts.Want(new EvidenceRequest(EvidenceReason.SecondLook, 0, now));
        }
    }

    private TimeSpan UntilNextLook()
    {
        TimeSpan step = _governor.Plan.IsFull && !_comparisons.IsPaused ? Judged : Step;
        return _lookAtNs is { } due ? TimeSpan.FromMilliseconds(Math.Clamp((due - _now()) / 1e6, 1, step.TotalMilliseconds)) : step;
    }

    private void WakeLoop()
    {
        try
        {
            _woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // It will look soon anyway.
        }
    }

    private LaneActivity Totals() => _totals(_watched.Elapsed.TotalSeconds, Times);

    private bool IsCompared(long now, bool mayBeStall) => _comparisons.Look(
        now, _reader.CanRead && _governor.WantsComparison, _itemCost.Measured is { Comparisons: >= ItemCostMeter.EnoughComparisons }, mayBeStall);

    private bool IsDetailWanted(long now, LanePlan plan) => _detail switch
    {
        DetailMode.Full => _async.Look(now, plan.AsyncShare, isWanted: true),
        DetailMode.Auto => _async.Look(now, Math.Min(plan.AsyncShare, LessThanAlways), isWanted: now - Volatile.Read(ref _foundNs) < DetailNs),
        _ => false,
    };

    private void Account()
    {
        TimeSpan now = _watched.Elapsed;
        Times = Times.Add(_lanes.Choice, now - _accountedUntil);
        _accountedUntil = now;
    }
}
