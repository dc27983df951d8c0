using BlockWatch.Detection.Async;
using BlockWatch.Detection.Chains;
using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Locks;
using BlockWatch.Detection.Loops;
using BlockWatch.Detection.LostTasks;
using BlockWatch.Detection.Observing;
using BlockWatch.Detection.Pauses;
using BlockWatch.Detection.Pool;
using BlockWatch.Detection.Requests;
using BlockWatch.Detection.Samples;
using BlockWatch.Detection.ShortStalls;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Sleeps;
using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Stalls;
using BlockWatch.Detection.Suppressions;
using BlockWatch.Detection.Throttling;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection;

/// <summary>Finds stalls and pool starvation in a target's events: events in, findings out.</summary>
/// <remarks>
/// Not thread-safe: the caller serialises all calls. Its clock is the latest time of the spans lane; nothing happens by
/// itself, so that a lane without flow needs heartbeats. Memory is bounded whatever the session's length: the caps are
/// stated where the things are kept.
/// </remarks>
public sealed class Detector
{
    // Open spans, pending stalls and the pool are looked at this often, in event time.
    private const long CheckEveryNs = 5_000_000;
    private const long SweepEveryNs = 5_000_000_000;

    private readonly LaneClocks _clocks = new();
    private readonly PauseTimeline _pauses = new();
    private readonly ThreadTable _threads = new();
    private readonly OpenSpans _open = new();
    private readonly GapLog _gaps = new();
    private readonly LockOwners _owners;
    private readonly RequestTracker _requests = new();
    private readonly ThrottleTimeline _throttling = new();
    private readonly AsyncGraph _async = new();
    private readonly ChainBook _chains;
    private readonly DeadlockWatch _deadlocks;
    private readonly SiteLedger _ledger;
    private readonly StackReader _reader;
    private readonly StallBook _stalls;
    private readonly ShortStallBook _short;
    private readonly SpanTracker _spans;
    private readonly UnseenStarts _unseen;
    private readonly SampleTracker _samples;
    private readonly EvidenceAsker _asker;
    private readonly StarvationWatch _starvation;
    private readonly SpansObserver _spansLane;
    private readonly WaitsObserver _waitsLane;
    private readonly BurstsObserver _burstsLane;
    private readonly AsyncObserver _asyncLane;
    private readonly LoopWatch _loops;
    private readonly LostTaskWatch _lostTaskWatch;
    private readonly SnapshotMaker _snapshots;
    private long _nextCheck = long.MinValue;
    private long _nextWaitsCheck = long.MinValue;
    private long _nextSweep = long.MinValue;
    private bool _isComplete;

    public Detector(DetectionOptions options, IDetectionListener listener, IStackExplainer explainer, ISiteFactory sites, IRuleTexts texts, IAsyncNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(listener);
        ArgumentNullException.ThrowIfNull(explainer);
        ArgumentNullException.ThrowIfNull(sites);
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ThresholdNs, 1_000_000, nameof(options));
        SiteFilter filter = new(options);
        listener = filter.IsEmpty ? listener : new FilteredListener(filter, listener);
        _ledger = new SiteLedger(filter);
        _reader = new StackReader(explainer, sites);
        _owners = new LockOwners(_reader);
        var parts = new PartsBuilder(options, _pauses, _clocks, _reader);
        _chains = new ChainBook(_async, names ?? UnknownNames.Instance, options.ThresholdNs / 2) { Found = _ledger.AddChain };
        _short = new ShortStallBook(options, listener, _clocks, _pauses, parts) { Found = OnShortStalls, RequestsOf = _requests.Of };
        _stalls = new StallBook(options, listener, _clocks, _pauses, parts) { Settled = OnSettled, Short = _short, RequestsOf = _requests.Of, ChainOf = _chains.Of, ExecutionEnds = _chains.EndsWithin };
        _spans = new SpanTracker(options, _pauses, _threads, _open, _stalls);
        _unseen = new UnseenStarts(options, listener, _clocks, _spans, _open, _stalls);
        _waitsLane = new WaitsObserver(new WaitTracker(_clocks, _pauses, _threads, _reader, _unseen), _unseen);
        _samples = new SampleTracker(_clocks, _threads, _reader, _unseen, _owners);
        _asker = new EvidenceAsker(options, listener, _clocks, _open, _stalls, _samples);
        var unsettled = new UnsettledStalls(_stalls, _open, _requests);
        _starvation = new StarvationWatch(listener, unsettled.ToStalls);
        _deadlocks = new DeadlockWatch(_clocks, _owners.Waits, _threads, _async, _reader, listener);
        var pool = new PoolTimeline();
        _spansLane = new SpansObserver(_spans, _requests, _pauses, pool, _starvation);
        var sleeps = new SleepTracker(options, listener, _clocks, _threads, _spans, _stalls, _samples);
        _burstsLane = new BurstsObserver(_samples, _throttling, _stalls, sleeps);
        var loopBook = new LoopBook(listener, sites, _reader, filter, _stalls.NextId);
        _loops = new LoopWatch(options, listener, _clocks, _reader, loopBook);
        var lostTasks = new LostTaskBook(names ?? UnknownNames.Instance, sites, texts, filter);
        _lostTaskWatch = new LostTaskWatch(_async, lostTasks, isToldAll: !options.HasRuntimeAsync);
        _asyncLane = new AsyncObserver(_async, _loops, _lostTaskWatch, _threads);
        var findings = new FindingsBuilder(texts, filter, _requests);
        _snapshots = new SnapshotMaker
        {
            Ledger = _ledger,
            Reader = _reader,
            Unsettled = unsettled,
            Throttling = _throttling,
            Starvation = _starvation,
            Deadlocks = _deadlocks,
            Findings = findings,
            Loops = new LoopFindings(findings, filter, loopBook, _loops),
            LoopLedger = loopBook.Ledger,
            LostTasks = lostTasks,
            Pool = pool,
            Gaps = _gaps,
            Spans = _spans,
            Pauses = _pauses,
        };
    }

    /// <summary>
    /// Takes one event. Within a lane events come in time order; one of the spans or waits lane that does not is taken as
    /// if it came at the lane's latest time.
    /// </summary>
    /// <exception cref="InvalidOperationException">After <see cref="Complete"/>.</exception>
    public void Observe(in RuntimeEvent e)
    {
        if (_isComplete)
        {
            throw new InvalidOperationException("The session is complete: no more events can be observed.");
        }

        if (e.Kind == RuntimeEventKind.CaughtUp)
        {
            _asker.CheckAsOf(e.Time);
            _loops.Turns.AskAsOf(e.Time);
            return;
        }

        if (e.Kind == RuntimeEventKind.Quiet)
        {
            _clocks.Presume(e.Lane, e.Time);
            _asker.Check();
            _asker.CheckInSilence(e.ReceiverNow);
            _loops.Turns.AskAsOf(e.ReceiverNow);
            return;
        }

        if (e.Kind == RuntimeEventKind.ContinuationsRan)
        {
            // It is of a time of its own, which says nothing of how far the lane has come.
            _chains.Observe(e);
            return;
        }

        long lastWhole = _clocks.LatestOf(e.Lane);
        long time = _clocks.Advance(e.Lane, e.Time, e.Kind == RuntimeEventKind.Heartbeat);
        if (e.Kind == RuntimeEventKind.EventsLost)
        {
            Lose(e, lastWhole == long.MinValue ? time : lastWhole, time);
            return;
        }

        _deadlocks.Before(e, time);
        if (e.Lane == Lane.Spans)
        {
            _spansLane.Observe(e, time);
            if (time >= _nextCheck)
            {
                Check();
            }
        }
        else if (e.Lane == Lane.Waits)
        {
            _loops.Observe(e, time);
            if (_waitsLane.Observe(e, time) is null)
            {
                CheckAfterWaits(time);
            }
        }
        else if (e.Lane == Lane.Async)
        {
            _asyncLane.Observe(e, time);
            _deadlocks.AfterAsync(e);
        }
        else
        {
            _loops.Observe(e, time);
            _burstsLane.Observe(e, time);
            if (e.Kind == RuntimeEventKind.BurstEnded)
            {
                Check();
            }
        }
    }

    /// <summary>
    /// Ends the session: what is open is closed with an end that is a lower bound, and what waited for evidence is settled with what is there. A second call does nothing.
    /// </summary>
    /// <param name="timeNs">Until when all lanes are known to have delivered everything, nanoseconds since the session began.</param>
    /// <param name="targetEnded">True when the target is over: what its tasks did not do by then they never will.</param>
    public void Complete(long timeNs, bool targetEnded = false)
    {
        if (_isComplete)
        {
            return;
        }

        foreach (Lane lane in (ReadOnlySpan<Lane>)[Lane.Spans, Lane.Waits, Lane.Bursts, Lane.Async])
        {
            _clocks.Advance(lane, timeNs, everythingUntilThenIsDelivered: true);
        }

        _unseen.Check(isLast: true);
        _stalls.IsEnding = true;
        while (_open.Oldest is { } track)
        {
            _spans.EndAtLowerBound(track, _stalls.KnownUntil(track), SpanState.Unknown);
        }

        _owners.Complete(timeNs);
        _stalls.SettleAll();
        _short.Complete();
        _loops.Complete(timeNs);
        _lostTaskWatch.Complete(targetEnded);
        _starvation.Complete(_clocks.Now);
        _isComplete = true;
    }

    /// <summary>For how long the span that has been open for longest goes on, nanoseconds; 0 when none is open.</summary>
    public long LongestOpenNs => _open.Oldest is { } track ? Math.Max(0, _clocks.PresumedNow - track.Start) : 0;

    /// <summary>The same, or for how long a thread that was seen at work has had no span event, whichever is longer.</summary>
    public long LongestSeenNs => Math.Max(LongestOpenNs, _unseen.LongestSeenNs);

    /// <summary>True while any thread is known to run something, for however short a time; an event loop's thread as well.</summary>
    public bool HasOpenSpan => _open.Oldest is not null || _loops.Turns.HasOpenTurn;

    /// <summary>All that is known now, with stalls and episodes that go on counted so far.</summary>
    public DetectionSnapshot Snapshot() => _snapshots.Make(_clocks.Now == long.MinValue ? 0 : _clocks.Now);

    // Waits come by the thousand; the next check sees what they explain. A heartbeat of the lane is the check's time, too.
    private void CheckAfterWaits(long time)
    {
        if (time >= _nextWaitsCheck)
        {
            _nextWaitsCheck = time + CheckEveryNs;
            Check();
        }
    }

    private void Check()
    {
        if (_clocks.Now == long.MinValue)
        {
            return;
        }

        _nextCheck = _clocks.Now + CheckEveryNs;
        _unseen.Check(isLast: false);
        _asker.Check();
        _stalls.SettleReady(_samples.BurstSince);
        _short.Check(_samples.BurstSince);
        _loops.Check(_samples.BurstSince);
        _starvation.Check(_clocks.Now);
        _deadlocks.Check(_clocks.Now);
        if (_clocks.Now >= _nextSweep)
        {
            _nextSweep = _clocks.Now + SweepEveryNs;
            _threads.Sweep(_clocks.Now);
        }
    }

    private void Lose(in RuntimeEvent e, long lastWhole, long time)
    {
        Lane lane = e.Lane;
        long since = Math.Min(e.LostSince, lastWhole);
        _gaps.Add(lane, since, time, e.LostCount);
        _deadlocks.Lose(lane, time);
        if (lane == Lane.Spans)
        {
            _spansLane.Lose(lastWhole, time, e.ThreadId, since);
            Check();
        }
        else if (lane == Lane.Waits)
        {
            _waitsLane.Lose(lastWhole, e.ThreadId, since);
            _loops.LoseWaits(time);
        }
        else if (lane == Lane.Async)
        {
            _asyncLane.Observe(RuntimeEvent.EventsLost(lane, time, e.LostCount), time);
        }
    }

    private void OnSettled(PendingStall pending, Stall stall, IReadOnlyList<PartDraft> parts)
    {
        pending.IsThrottled = _throttling.IsWithin(pending.Start, pending.End);
        _ledger.Add(pending, parts, _reader.Unexplained, countsUnexplained: true);
        _starvation.AddStall(stall, pending.End);
        _owners.Tell(pending, _ledger);
    }

    private void OnShortStalls(ShortStallSum sum, SiteShare share)
    {
        _ledger.AddShort(sum, share);
        foreach ((PendingStall stall, PartDraft part) in share.Stalls)
        {
            _starvation.AddStall(StallView.Of(stall, [part]), stall.End);
        }
    }
}
