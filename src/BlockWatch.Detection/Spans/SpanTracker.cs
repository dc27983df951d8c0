using BlockWatch.Detection.Pauses;
using BlockWatch.Detection.Stalls;

namespace BlockWatch.Detection.Spans;

/// <summary>Turns the spans lane's events of each thread into spans.</summary>
/// <remarks>
/// States of a thread (see <see cref="SpanState"/>) and what moves it:
/// <code>
///   Unknown --work item--> Running --work item--> Running (a span ends, the next begins)
///   Unknown --idle/stop--> Idle    Running --idle/stop--> Idle (a span ends)
///           (a span ends here, too, when the thread was seen at work: it began when it was seen, or earlier)
///   any     --worker born--> Idle  (a span that was open lost its end: it is abandoned)
///   any     --events lost--> Unknown (open spans are abandoned, or kept up to the loss when they are known stalls)
///   any     --paused-->      Unknown (the same, but a span whose thread sleeps goes on); until work items are told of again, --idle/stop--> leads to Unknown, too
///   Unknown --two looks at one site, a long wait, or a sleep--> Running, with a start that is a lower bound
/// </code>
/// </remarks>
internal sealed class SpanTracker
{
    private readonly PauseTimeline _pauses;
    private readonly ThreadTable _threads;
    private readonly OpenSpans _open;
    private readonly StallBook _stalls;
    private readonly long _thresholdNs;

    public SpanTracker(DetectionOptions options, PauseTimeline pauses, ThreadTable threads, OpenSpans open, StallBook stalls)
    {
        _pauses = pauses;
        _threads = threads;
        _open = open;
        _stalls = stalls;
        _thresholdNs = options.ThresholdNs;
    }

    /// <summary>Spans seen from start to end.</summary>
    public long SpanCount { get; private set; }

    /// <summary>When work items were not told of.</summary>
    public WorkItemPauses ItemPauses { get; } = new();

    public void WorkItemStarted(long time, long threadId)
    {
        ItemPauses.Told(time);
        ThreadTrack track = Leave(time, threadId);
        Begin(track, time, SpanSource.Event);
    }

    public void WorkerIdle(long time, long threadId) => Leave(time, threadId);

    public void WorkerStopped(long time, long threadId) => Leave(time, threadId).HasStopped = true;

    public void WorkerStarted(long time, long threadId)
    {
        // A thread that is born runs nothing. If it seemed to, the system gave an ended thread's id again and the end was lost.
        if (_threads.TryGet(threadId, out ThreadTrack? track))
        {
            if (track.State == SpanState.Running)
            {
                Abandon(track, IdleProof.LastWork(track.Evidence, track.Start, time));
            }

            // What was seen was another thread's, too.
            track.Seen = null;
        }

        Leave(time, threadId);
    }

    /// <summary>Opens a span whose start was not seen.</summary>
    public void BeginUnseen(ThreadTrack track, long start, SpanSource source)
    {
        Begin(track, start, source);

        // It is the evidence that opened it: the next look is wanted when the stall has doubled.
        track.NextAskAge = FirstAskAge * 4;
    }

    /// <summary>Adds a stall whose start was not seen and that is over: what the thread did until then is accounted for.</summary>
    public void AddUnseen(ThreadTrack track, long start, long end, bool endIsLowerBound)
    {
        _stalls.AddUnseen(track, start, end, endIsLowerBound);
        track.UnknownSince = end;
        track.Seen?.RemoveAll(seen => seen.First < end);
    }

    /// <summary>Ends an open span whose end was not seen: it is known to go on until then.</summary>
    public void EndAtLowerBound(ThreadTrack track, long lastKnown, SpanState next)
    {
        End(track, lastKnown, endIsLowerBound: true);
        track.State = next;
        track.UnknownSince = Math.Max(track.UnknownSince, lastKnown);
        track.Seen?.RemoveAll(seen => seen.First < lastKnown);
    }

    /// <summary>Gives up an open span of which not even a lower bound is known.</summary>
    public void Forget(ThreadTrack track) => Abandon(track, track.Start);

    /// <summary>Events of the spans lane were lost.</summary>
    /// <param name="lastWhole">The lane's last event before that was told.</param>
    /// <param name="time">They are older than this.</param>
    /// <param name="threadId">The thread whose events they are; 0 when that is not known.</param>
    /// <param name="since">Of that thread nothing is missing until then.</param>
    public void Lose(long lastWhole, long time, long threadId, long since)
    {
        foreach (ThreadTrack track in _threads.All)
        {
            if (track is { State: SpanState.Running, Source: SpanSource.Wait or SpanSource.Sleep })
            {
                // The wait is known by the waits lane, the sleep by the operating system: they lost nothing.
                continue;
            }

            if (track.State == SpanState.Running)
            {
                EndAtLoss(track, track.ThreadId == threadId ? since : lastWhole);
            }

            track.State = SpanState.Unknown;
            track.UnknownSince = time;
            track.UnknownUntil = long.MaxValue;
            track.Seen = null;
        }

        _threads.UnknownSince = time;
    }

    /// <summary>Work items are not told of from now on: a thread's work is known by its waits alone.</summary>
    public void Pause(long time)
    {
        ItemPauses.Pause(time);
        foreach (ThreadTrack track in _threads.All)
        {
            // The lane was whole until now: what the thread did then it does for as long as it has not run.
            if (track.Sleep is { } sleep && sleep.Since <= time && sleep.Until >= time)
            {
                sleep.IsWithoutWork = track.State == SpanState.Idle;
                track.Source = track is { State: SpanState.Running, Source: SpanSource.Event } ? SpanSource.Sleep : track.Source;
            }
        }

        Lose(time, time, threadId: 0, time);
    }

    /// <summary>Since when a thread that was seen at work was at one work item: since work items were told of again after a pause, or its last event, but for the session's begin.</summary>
    /// <param name="track">The thread, of which no span event is known since.</param>
    /// <param name="seen">When it was seen, in no pause.</param>
    public long StartOf(ThreadTrack track, long seen) => ItemPauses.ToldSince(seen) is { } told ? Math.Min(seen, Math.Max(told, track.UnknownSince)) : seen;

    /// <summary>False at the session's begin, when some workers do not yet tell of their work items.</summary>
    public static bool IsAllTold(long time) => time >= WorkItemPauses.AllTellNs;

    private long FirstAskAge => _thresholdNs / 2;

    private void EndAtLoss(ThreadTrack track, long lastWhole)
    {
        // What was a known stall while the lane was whole remains one, up to then. What was merely open may have ended
        // in the gap: a guessed duration must not become a finding.
        long lastKnown = Math.Min(lastWhole, _stalls.KnownUntil(track));
        if (lastKnown > track.Start && _stalls.IsKnownStall(track, lastKnown))
        {
            End(track, lastKnown, endIsLowerBound: true);
            return;
        }

        Abandon(track, lastKnown);
    }

    // How long the span was is not known. One that was told of is closed all the same, as far as it is known.
    private void Abandon(ThreadTrack track, long lastKnown)
    {
        if (track.IsAnnounced)
        {
            End(track, lastKnown, endIsLowerBound: true);
        }
        else
        {
            _open.Remove(track);
            track.Evidence.Folded = null;
        }

        track.State = SpanState.Unknown;
    }

    private ThreadTrack Leave(long time, long threadId)
    {
        ThreadTrack track = _threads.GetOrAdd(threadId, time);
        track.HasStopped = false;
        if (track is { HasUnseenSpan: true, Source: SpanSource.Wait, WaitEnded: { } ended } && ItemPauses.WasAt(ended))
        {
            // The item that waited may have ended any time since then, and others that were not told may have followed it.
            EndAtLowerBound(track, ended, SpanState.Unknown);
        }

        if (track.State == SpanState.Unknown)
        {
            track.UnknownUntil = time;
            AddSeen(track, time);
        }
        else if (track.HasUnseenSpan)
        {
            // The span that was found without its start accounts for all that was unknown.
            track.UnknownUntil = time;
            track.UnknownSince = time;
            track.Seen = null;
        }

        if (track.State == SpanState.Running)
        {
            End(track, time, endIsLowerBound: false);
        }

        track.State = SpanState.Idle;
        if (ItemPauses.IsPaused)
        {
            // It has no work now, but what it takes next will not be told.
            track.State = SpanState.Unknown;
            track.UnknownSince = time;
            track.UnknownUntil = long.MaxValue;
            track.Seen = null;
        }

        return track;
    }

    // A thread that was seen at work and has had no event since was at one work item all the time.
    private void AddSeen(ThreadTrack track, long end)
    {
        bool isHeldByWait = track.HeldSince < long.MaxValue;
        if (!isHeldByWait && track.Seen?.Find(static seen => IsAllTold(seen.First)) is { } seen && StartOf(track, seen.First) is var start && end - start >= _thresholdNs)
        {
            AddUnseen(track, start, end, endIsLowerBound: false);
            track.Seen = null;
        }
    }

    private void Begin(ThreadTrack track, long start, SpanSource source)
    {
        track.State = SpanState.Running;
        track.Source = source;
        track.Start = start;
        track.StartIsSeen = source == SpanSource.Event;
        track.PausesAtStart = _pauses.ClosedTotal;
        track.StallId = 0;
        track.IsAnnounced = false;
        track.NextAskAge = FirstAskAge;
        track.HasNewEvidence = true;
        track.WaitEnded = null;
        track.SeenSiteId = null;
        _open.Add(track);
    }

    private void End(ThreadTrack track, long end, bool endIsLowerBound)
    {
        _open.Remove(track);
        if (!endIsLowerBound && track.Source == SpanSource.Event)
        {
            SpanCount++;
        }

        _stalls.SpanEnded(track, Math.Max(end, track.Start), endIsLowerBound);
        track.Evidence.Folded = null;
    }
}
