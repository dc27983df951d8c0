using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Stalls;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection.Samples;

/// <summary>Finds stalls of pool threads whose work item began before the session saw it.</summary>
/// <remarks>
/// <code>
/// session          |--------------------------------------------------&gt;
/// thread    ...--------------------- one work item -------------|        no span event until its end
/// samples             A                     A                            first look, second look: at least the threshold apart
/// stall               |=========================================|        starts at the first look "or earlier"
///
/// thread    ...--------------------- one work item -------------|        its next span event, at least the threshold after the first look
/// samples             A                                                  one look is enough
/// stall               |=========================================|
///
/// thread    ...--------------------- one work item ---------------...
/// wait                |----------------------------|                     begins and ends by its own events
/// stall               |============================|                     when it is as long as the threshold
/// </code>
/// The bursts and waits lanes may be ahead of the spans lane: whatever lies after the spans lane's time is put off until
/// that lane has come there, because the thread's span may be about to be delivered.
/// </remarks>
internal sealed class UnseenStarts
{
    // Put off at most this much; what comes beyond is left out.
    private const int DeferredCap = 16_384;
    private const int WaitingCap = 8_192;

    // How long after a wait the thread's next span event is waited for, before the wait's end is taken as the last known time.
    private const long EndPatienceNs = 500_000_000;

    private readonly long _thresholdNs;
    private readonly LaneClocks _clocks;
    private readonly SpanTracker _spans;
    private readonly OpenSpans _open;
    private readonly StallBook _stalls;
    private readonly PriorityQueue<Deferred, (long Due, long Order)> _deferred = new();
    private readonly SecondLooks _looks;
    private readonly List<(ThreadTrack Track, long Start)> _waiting = [];
    private long _order;

    public UnseenStarts(DetectionOptions options, IDetectionListener listener, LaneClocks clocks, SpanTracker spans, OpenSpans open, StallBook stalls)
    {
        _thresholdNs = options.ThresholdNs;
        _looks = new SecondLooks(options, listener, clocks);
        _clocks = clocks;
        _spans = spans;
        _open = open;
        _stalls = stalls;
    }

    /// <summary>For how long the thread that was first seen at work has been at one work item, nanoseconds, while it is no stall yet; 0 when there is none.</summary>
    public long LongestSeenNs => _looks.Oldest() is { } track ? Math.Max(0, _clocks.PresumedNow - _spans.StartOf(track, track.Seen![0].First)) : 0;

    public void Sampled(ThreadTrack track, SamplePoint sample)
    {
        if (track.IsUnknownAt(sample.Time))
        {
            Defer(new Deferred(track, sample, null, null), sample.Time);
        }
    }

    /// <summary>A burst is over: what it saw of open stalls without span events tells whether they go on.</summary>
    public void BurstEnded(long start, long end) => Defer(new Deferred(null, null, null, start), end);

    public void WaitStarted(ThreadTrack track, long time, StackReading reading)
    {
        if (reading.Kind == PoolStackKind.Worker && track.IsUnknownAt(time) && _waiting.Count < WaitingCap)
        {
            _waiting.Add((track, time));
        }
    }

    public void WaitEnded(ThreadTrack track, ExactInterval wait)
    {
        if (track.State == SpanState.Running && track.Source == SpanSource.Wait && track.Start == wait.Start)
        {
            track.WaitEnded = wait.End;
        }
        else if (wait.Reading.Kind == PoolStackKind.Worker && track.IsUnknownAt(wait.Start) && wait.End - wait.Start >= _thresholdNs)
        {
            long before = track.HeldSince;
            track.HeldSince = Math.Min(before, wait.Start);
            if (!Defer(new Deferred(track, null, wait, null), wait.End + EndPatienceNs))
            {
                track.HeldSince = before;
            }
        }
    }

    /// <summary>Decides what the spans lane has come to.</summary>
    /// <param name="isLast">True at the session's end: nothing more will come.</param>
    public void Check(bool isLast)
    {
        while (_deferred.TryPeek(out _, out (long Due, long Order) next) && (isLast || next.Due <= _clocks.SpansWhole))
        {
            Decide(_deferred.Dequeue());
        }

        OpenLongWaits();
        CloseEndedWaits();
        if (!isLast)
        {
            _looks.Ask();
        }
    }

    /// <summary>Which waits go on is not known from now on: a stall that rests on one is known to last until now.</summary>
    public void WaitsPaused()
    {
        _waiting.Clear();
        EndOnWaits(static _ => long.MaxValue, withEnded: true);
    }

    /// <summary>Events of the waits lane were lost: a stall that rests on a wait is known to last until then, and the wait's end may be among them.</summary>
    /// <param name="known">Until when nothing of a thread is missing.</param>
    public void WaitsLost(Func<ThreadTrack, long> known) => EndOnWaits(known, withEnded: false);

    /// <summary>A wait began. If a stall rests on one before it, that one's end was lost without a notice: how long it was nobody knows.</summary>
    public void WaitReplaced(ThreadTrack track)
    {
        if (track.RestsOnOpenWait && !IsWaitOpen(track, track.Start))
        {
            _spans.Forget(track);
        }
    }

    // False when there is no room: then it is never decided.
    private bool Defer(Deferred deferred, long due)
    {
        if (due <= _clocks.SpansWhole && _deferred.Count == 0)
        {
            Decide(deferred);
            return true;
        }

        if (_deferred.Count >= DeferredCap)
        {
            return false;
        }

        _deferred.Enqueue(deferred, (due, _order++));
        return true;
    }

    private void Decide(Deferred deferred)
    {
        if (deferred.Sample is { } sample)
        {
            Look(deferred.Track!, sample);
        }
        else if (deferred.Wait is { } wait)
        {
            DecideWait(deferred.Track!, wait);
        }
        else if (deferred.BurstStart is { } start)
        {
            CloseUnlessSeenSince(start);
        }
    }

    private void Look(ThreadTrack track, SamplePoint sample)
    {
        if (!track.IsUnknownAt(sample.Time) || _spans.ItemPauses.WasAt(sample.Time))
        {
            return;
        }

        track.LastSample = sample.Time;
        bool isOpen = track.State == SpanState.Running;
        if (sample.Reading.Kind == PoolStackKind.IdleWorker)
        {
            track.Seen = null;
            if (isOpen && track.Source == SpanSource.Samples)
            {
                _spans.EndAtLowerBound(track, track.SeenLast, SpanState.Unknown);
            }
        }
        else if (sample.Reading is { Kind: PoolStackKind.Worker, Site: { } site })
        {
            if (isOpen && track.Source == SpanSource.Samples && track.SeenSiteId == site.Id)
            {
                track.SeenLast = sample.Time;
                return;
            }

            SeenSite seen = _looks.Remember(track, site.Id, sample.Time);

            // When its next span event is known already, one look is enough: no other work item lies between them.
            long last = track.State == SpanState.Unknown || !SpanTracker.IsAllTold(seen.First) ? seen.Last : track.UnknownUntil;
            long start = _spans.StartOf(track, seen.First);
            if (!track.HasUnseenSpan && last - start >= _thresholdNs)
            {
                Found(track, seen, start);
            }
        }
    }

    private void Found(ThreadTrack track, SeenSite seen, long start)
    {
        track.Seen = null;
        if (track.State == SpanState.Unknown)
        {
            _spans.BeginUnseen(track, start, SpanSource.Samples);
            track.SeenSiteId = seen.SiteId;
            track.SeenLast = seen.Last;
            _stalls.TryAnnounce(track);
            return;
        }

        // The samples came late: the thread's next span event, which ended this, was delivered before them.
        _spans.AddUnseen(track, start, track.UnknownUntil, endIsLowerBound: false);
    }

    private void DecideWait(ThreadTrack track, ExactInterval wait)
    {
        track.HeldSince = long.MaxValue;
        if (!track.IsUnknownAt(wait.Start) || track.HasUnseenSpan)
        {
            return;
        }

        // In a pause other work items may lie between the wait and the thread's next event.
        bool endIsSeen = track.UnknownUntil <= wait.End + EndPatienceNs && !_spans.ItemPauses.WasAt(wait.End);
        long end = endIsSeen ? track.UnknownUntil : wait.End;
        _spans.AddUnseen(track, wait.Start, end, endIsLowerBound: !endIsSeen);
    }

    private void OpenLongWaits()
    {
        int kept = 0;
        for (int i = 0; i < _waiting.Count; i++)
        {
            (ThreadTrack track, long start) = _waiting[i];
            if (!IsWaitOpen(track, start) || track.State != SpanState.Unknown || !track.IsUnknownAt(start))
            {
                continue;
            }

            if (_clocks.SpansWhole >= start && Math.Min(_clocks.Waits, _clocks.Now) - start >= _thresholdNs)
            {
                _spans.BeginUnseen(track, start, SpanSource.Wait);
                _stalls.TryAnnounce(track);
                continue;
            }

            _waiting[kept++] = (track, start);
        }

        _waiting.RemoveRange(kept, _waiting.Count - kept);
    }

    private static bool IsWaitOpen(ThreadTrack track, long start) => track.Waits.Wait?.Start == start || track.Waits.Contention?.Start == start;

    private void EndOnWaits(Func<ThreadTrack, long> known, bool withEnded)
    {
        ThreadTrack? next;
        for (ThreadTrack? track = _open.Oldest; track is not null; track = next)
        {
            next = track.Next;
            if (track.Source == SpanSource.Wait && (withEnded || track.WaitEnded is null))
            {
                _spans.EndAtLowerBound(track, Math.Max(track.Start, Math.Min(known(track), _stalls.KnownUntil(track))), SpanState.Unknown);
            }
        }
    }

    private void CloseEndedWaits()
    {
        ThreadTrack? next;
        for (ThreadTrack? track = _open.Oldest; track is not null && _clocks.Now - track.Start >= _thresholdNs; track = next)
        {
            next = track.Next;
            if (track.Source == SpanSource.Wait && track.WaitEnded is { } ended && _clocks.Now >= ended + EndPatienceNs)
            {
                _spans.EndAtLowerBound(track, ended, SpanState.Unknown);
            }
        }
    }

    private void CloseUnlessSeenSince(long burstStart)
    {
        ThreadTrack? next;
        for (ThreadTrack? track = _open.Oldest; track is not null; track = next)
        {
            next = track.Next;
            if (track.Source == SpanSource.Samples && track.LastSample >= burstStart && track.SeenLast < burstStart)
            {
                _spans.EndAtLowerBound(track, track.SeenLast, SpanState.Unknown);
            }
        }
    }

    /// <summary>Exactly one of the last three is set; a burst's end concerns all threads.</summary>
    private readonly record struct Deferred(ThreadTrack? Track, SamplePoint? Sample, ExactInterval? Wait, long? BurstStart);
}
