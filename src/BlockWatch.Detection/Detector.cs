using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Pauses;
using BlockWatch.Detection.Pool;
using BlockWatch.Detection.Requests;
using BlockWatch.Detection.Samples;
using BlockWatch.Detection.ShortStalls;
using BlockWatch.Detection.Sites;
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
    private readonly PoolTimeline _pool = new();
    private readonly GapLog _gaps = new();
    private readonly LockOwners _owners = new();
    private readonly RequestTracker _requests = new();
    private readonly ThrottleTimeline _throttling = new();
    private readonly SiteLedger _ledger;
    private readonly StackReader _reader;
    private readonly StallBook _stalls;
    private readonly ShortStallBook _short;
    private readonly SpanTracker _spans;
    private readonly UnseenStarts _unseen;
    private readonly WaitTracker _waits;
    private readonly SampleTracker _samples;
    private readonly EvidenceAsker _asker;
    private readonly UnsettledStalls _unsettled;
    private readonly StarvationWatch _starvation;
    private readonly FindingsBuilder _findings;
    private long _nextCheck = long.MinValue;
    private long _nextWaitsCheck = long.MinValue;
    private long _nextSweep = long.MinValue;
    private bool _isComplete;

    public Detector(DetectionOptions options, IDetectionListener listener, IStackExplainer explainer, ISiteFactory sites, IRuleTexts texts)
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
        var parts = new PartsBuilder(options, _pauses, _clocks, _reader);
        _short = new ShortStallBook(options, listener, _clocks, _pauses, parts) { Found = OnShortStalls, RequestsOf = _requests.Of };
        _stalls = new StallBook(options, listener, _clocks, _pauses, parts) { Settled = OnSettled, Short = _short, RequestsOf = _requests.Of };
        _spans = new SpanTracker(options, _pauses, _threads, _open, _stalls);
        _unseen = new UnseenStarts(options, listener, _clocks, _spans, _open, _stalls);
        _waits = new WaitTracker(_clocks, _pauses, _threads, _reader, _unseen, _owners);
        _samples = new SampleTracker(_clocks, _threads, _reader, _unseen, _owners);
        _asker = new EvidenceAsker(options, listener, _clocks, _open, _stalls, _samples);
        _unsettled = new UnsettledStalls(_stalls, _open, _requests);
        _starvation = new StarvationWatch(listener, _unsettled.ToStalls);
        _findings = new FindingsBuilder(texts, filter, _requests);
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
            return;
        }

        if (e.Kind == RuntimeEventKind.Quiet)
        {
            _clocks.Presume(e.Lane, e.Time);
            _asker.Check();
            _asker.CheckInSilence(e.ReceiverNow);
            return;
        }

        long lastWhole = _clocks.LatestOf(e.Lane);
        long time = _clocks.Advance(e.Lane, e.Time, e.Kind == RuntimeEventKind.Heartbeat);
        if (e.Kind == RuntimeEventKind.EventsLost)
        {
            Lose(e.Lane, lastWhole == long.MinValue ? time : lastWhole, time, e.LostCount);
        }
        else if (e.Lane == Lane.Spans)
        {
            ObserveSpans(e, time);
        }
        else if (e.Lane == Lane.Waits)
        {
            ObserveWaits(e, time);
        }
        else
        {
            ObserveBursts(e, time);
        }
    }

    /// <summary>
    /// Ends the session: stalls that are open are closed with an end that is a lower bound, an open starvation episode
    /// gets an end, and what waited for evidence is settled with what is there. A second call does nothing.
    /// </summary>
    /// <param name="timeNs">Until when all lanes are known to have delivered everything, nanoseconds since the session began.</param>
    public void Complete(long timeNs)
    {
        if (_isComplete)
        {
            return;
        }

        foreach (Lane lane in (ReadOnlySpan<Lane>)[Lane.Spans, Lane.Waits, Lane.Bursts])
        {
            _clocks.Advance(lane, timeNs, everythingUntilThenIsDelivered: true);
        }

        _unseen.Check(isLast: true);
        _stalls.IsEnding = true;
        while (_open.Oldest is { } track)
        {
            _spans.EndAtLowerBound(track, _stalls.KnownUntil(track), SpanState.Unknown);
        }

        _stalls.SettleAll();
        _short.Complete();
        _starvation.Complete(_clocks.Now);
        _isComplete = true;
    }

    /// <summary>For how long the span that has been open for longest goes on, nanoseconds; 0 when none is open.</summary>
    public long LongestOpenNs => _open.Oldest is { } track ? Math.Max(0, _clocks.PresumedNow - track.Start) : 0;

    /// <summary>All that is known now, with stalls and episodes that go on counted so far.</summary>
    public DetectionSnapshot Snapshot()
    {
        long now = _clocks.Now == long.MinValue ? 0 : _clocks.Now;
        List<(PendingStall Stall, IReadOnlyList<PartDraft> Parts)> unsettled = _unsettled.Find();
        var siteIds = new HashSet<string>(unsettled.SelectMany(entry => entry.Parts).Select(part => part.SiteId));
        SiteLedger ledger = _ledger.CopyFor(siteIds);
        foreach ((PendingStall stall, IReadOnlyList<PartDraft> parts) in unsettled)
        {
            stall.IsThrottled = _throttling.IsWithin(stall.Start, stall.End);
            ledger.Add(stall, parts, _reader.Unexplained, countsUnexplained: false);
        }

        Stall[] stalls = [.. unsettled.Select(entry => StallBook.ToStall(entry.Stall, entry.Parts))];
        StarvationEpisode[] episodes = [.. _starvation.Episodes.Select(episode => episode.ToEpisode(stalls, now))];
        return new DetectionSnapshot
        {
            Findings = _findings.Build(ledger, _reader.Starvation, episodes, _starvation, now),
            Starvation = episodes,
            Pool = _pool.Samples,
            Gaps = _gaps.Gaps,
            SpanCount = _spans.SpanCount,
            StallCount = ledger.StallCount,
            UnexplainedCount = ledger.UnexplainedCount,
            StalledMs = ledger.StalledNs / 1e6,
            SuspensionCount = _pauses.Count,
            SuspensionMs = _pauses.ClosedTotal / 1e6,
            SuppressedCount = ledger.LeftOut.StallCount,
            SuppressedMs = ledger.LeftOut.TotalNs / 1e6,
            Suppressions = _findings.Suppressions(ledger),
            SiteThresholds = ledger.LeftOut.ThresholdOutcomes(),
        };
    }

    private void ObserveSpans(in RuntimeEvent e, long time)
    {
        switch (e.Kind)
        {
            case RuntimeEventKind.WorkItemStarted:
                _spans.WorkItemStarted(time, e.ThreadId);
                break;
            case RuntimeEventKind.WorkerIdle:
            case RuntimeEventKind.WorkerStopped:
                _spans.WorkerIdle(time, e.ThreadId);
                break;
            case RuntimeEventKind.WorkerStarted:
                _spans.WorkerStarted(time, e.ThreadId);
                break;
            case RuntimeEventKind.WorkItemsPaused:
                _spans.Pause(time);
                break;
            case RuntimeEventKind.WorkItemsResumed:
                _spans.Resume(time);
                break;
            case RuntimeEventKind.RequestsPaused:
                _requests.Pause(time);
                break;
            case RuntimeEventKind.RequestsResumed:
                _requests.Resume(time);
                break;
            case RuntimeEventKind.RequestStarted when e.Request is { } request:
                _requests.Started(time, e.ThreadId, request);
                break;
            case RuntimeEventKind.RequestEnded when e.Request is { } request:
                _requests.Ended(time, e.ThreadId, request);
                break;
            case RuntimeEventKind.SuspensionStarted:
                _pauses.Start(time);
                break;
            case RuntimeEventKind.SuspensionEnded:
                _pauses.End(time);
                break;
            case RuntimeEventKind.PoolAdjusted:
                _starvation.Adjusted(time, e.PoolThreads, e.AdjustmentReason);
                break;
            case RuntimeEventKind.PoolCounted:
                _pool.Add(time, e.PoolThreads, e.QueueLength, e.CompletedItems);
                _starvation.Counted(time, e.PoolThreads, e.QueueLength, e.CompletedItems);
                break;
        }

        if (time >= _nextCheck)
        {
            Check();
        }
    }

    private void ObserveWaits(in RuntimeEvent e, long time)
    {
        if (e.Kind == RuntimeEventKind.WaitsPaused)
        {
            _waits.Pause(time);
            _unseen.WaitsPaused();
            return;
        }

        ThreadTrack? touched = e.Kind switch
        {
            RuntimeEventKind.WaitStarted => _waits.WaitStarted(time, e.ThreadId, e.Stack),
            RuntimeEventKind.WaitStopped => _waits.WaitStopped(time, e.ThreadId),
            RuntimeEventKind.ContentionStarted => _waits.ContentionStarted(time, e.ThreadId, e.Stack, e.LockId, e.OwnerThreadId),
            RuntimeEventKind.ContentionStopped => _waits.ContentionStopped(time, e.ThreadId, e.LockId),
            RuntimeEventKind.CompilationEnded => _waits.CompilationEnded(time, e.ThreadId, e.MethodId),
            _ => null,
        };
        if (e.Kind == RuntimeEventKind.CompilationStarted)
        {
            _waits.CompilationStarted(time, e.ThreadId, e.MethodId);
        }

        // Waits come by the thousand; the next check sees what they explain. A heartbeat of the lane is the check's time, too.
        if (touched is null && time >= _nextWaitsCheck)
        {
            _nextWaitsCheck = time + CheckEveryNs;
            Check();
        }
    }

    private void ObserveBursts(in RuntimeEvent e, long time)
    {
        switch (e.Kind)
        {
            case RuntimeEventKind.BurstStarted:
                _samples.BurstStarted(time);
                break;
            case RuntimeEventKind.BurstEnded:
                _samples.BurstEnded(time);
                Check();
                break;
            case RuntimeEventKind.ThreadQueued:
                _samples.Queued(new QueuedTime(e.Since, time, e.QueuedNs, e.RanNs), e.ThreadId);
                break;
            case RuntimeEventKind.ThreadFaulted:
                _samples.Faulted(new FaultedTime(e.Since, time, e.MajorFaults, e.AwayNs), e.ThreadId);
                break;
            case RuntimeEventKind.ContainerThrottled:
                _throttling.Add(e.Since, time, e.ThrottledPeriods);
                break;
            case RuntimeEventKind.Sampled when _samples.Sampled(time, e.ThreadId, e.Stack, e.RanManagedCode) is { } track:
                _stalls.TryAnnounce(track);
                break;
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
        _starvation.Check(_clocks.Now);
        if (_clocks.Now >= _nextSweep)
        {
            _nextSweep = _clocks.Now + SweepEveryNs;
            _threads.Sweep(_clocks.Now);
        }
    }

    private void Lose(Lane lane, long lastWhole, long time, long count)
    {
        _gaps.Add(lane, lastWhole, time, count);
        if (lane == Lane.Spans)
        {
            _spans.Lose(lastWhole, time);
            _pauses.Abandon();
            _requests.Lose(time);
            _starvation.Lose();
            Check();
        }
        else if (lane == Lane.Waits)
        {
            _waits.Lose();
        }
    }

    private void OnSettled(PendingStall pending, Stall stall, IReadOnlyList<PartDraft> parts)
    {
        pending.IsThrottled = _throttling.IsWithin(pending.Start, pending.End);
        _ledger.Add(pending, parts, _reader.Unexplained, countsUnexplained: true);
        _starvation.AddStall(stall, pending.End);
        foreach ((string siteId, Stacks.CallStack stack) in _owners.During(pending))
        {
            _ledger.AddOwner(siteId, stack);
        }
    }

    private void OnShortStalls(ShortStallSum sum, SiteShare share)
    {
        _ledger.AddShort(sum, share);
        foreach ((PendingStall stall, PartDraft part) in share.Stalls)
        {
            _starvation.AddStall(StallBook.ToStall(stall, [part]), stall.End);
        }
    }
}
