using BlockWatch.Detection.Pauses;
using BlockWatch.Detection.Stalls;

namespace BlockWatch.Detection.Spans;

/// <summary>Turns the spans lane's events of each thread into spans.</summary>
/// <remarks>
/// States of a thread (see <see cref="SpanState"/>) and what moves it:
/// <code>
///   Unknown --work item--> Running --work item--> Running (a span ends, the next begins)
///   Unknown --idle/stop--> Idle    Running --idle/stop--> Idle (a span ends)
///   any     --worker born--> Idle  (a span that was open lost its end: it is abandoned)
///   any     --events lost--> Unknown (open spans are abandoned, or kept up to the loss when they are known stalls)
///   Unknown --two looks at one site, or a long wait--> Running, with a start that is a lower bound
/// </code>
/// </remarks>
internal sealed class SpanTracker
{
    private readonly PauseTimeline _pauses;
    private readonly ThreadTable _threads;
    private readonly OpenSpans _open;
    private readonly StallBook _stalls;
    private readonly long _firstAskAge;

    public SpanTracker(DetectionOptions options, PauseTimeline pauses, ThreadTable threads, OpenSpans open, StallBook stalls)
    {
        _pauses = pauses;
        _threads = threads;
        _open = open;
        _stalls = stalls;
        _firstAskAge = options.ThresholdNs / 2;
    }

    /// <summary>Spans seen from start to end.</summary>
    public long SpanCount { get; private set; }

    public void WorkItemStarted(long time, long threadId)
    {
        ThreadTrack track = Leave(time, threadId);
        Begin(track, time, SpanSource.Event);
    }

    public void WorkerIdle(long time, long threadId) => Leave(time, threadId);

    public void WorkerStarted(long time, long threadId)
    {
        // A thread that is born runs nothing. If it seemed to, the system gave an ended thread's id again and the end was lost.
        if (_threads.TryGet(threadId, out ThreadTrack? track) && track.State == SpanState.Running)
        {
            Abandon(track);
        }

        Leave(time, threadId);
    }

    /// <summary>Opens a span whose start was not seen.</summary>
    public void BeginUnseen(ThreadTrack track, long start, SpanSource source)
    {
        Begin(track, start, source);

        // It is the evidence that opened it: the next look is wanted when the stall has doubled.
        track.NextAskAge = _firstAskAge * 4;
    }

    /// <summary>Ends an open span whose end was not seen: it is known to go on until then.</summary>
    public void EndAtLowerBound(ThreadTrack track, long lastKnown, SpanState next)
    {
        End(track, lastKnown, endIsLowerBound: true);
        track.State = next;
        track.UnknownSince = Math.Max(track.UnknownSince, lastKnown);
        track.Seen?.RemoveAll(seen => seen.First < lastKnown);
    }

    /// <summary>Events of the spans lane were lost between these times.</summary>
    public void Lose(long lastWhole, long time)
    {
        foreach (ThreadTrack track in _threads.All)
        {
            if (track.State == SpanState.Running && track.Source == SpanSource.Wait)
            {
                // The wait is known by the waits lane, which lost nothing.
                continue;
            }

            if (track.State == SpanState.Running)
            {
                EndAtLoss(track, lastWhole);
            }

            track.State = SpanState.Unknown;
            track.UnknownSince = time;
            track.UnknownUntil = long.MaxValue;
            track.Seen = null;
        }

        _threads.UnknownSince = time;
    }

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

        Abandon(track);
    }

    private void Abandon(ThreadTrack track)
    {
        _open.Remove(track);
        track.State = SpanState.Unknown;
        track.Evidence.Folded = null;
    }

    private ThreadTrack Leave(long time, long threadId)
    {
        ThreadTrack track = _threads.GetOrAdd(threadId, time);
        if (track.State == SpanState.Unknown)
        {
            track.UnknownUntil = time;
        }
        else if (track.State == SpanState.Running && track.Source != SpanSource.Event)
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
        return track;
    }

    private void Begin(ThreadTrack track, long start, SpanSource source)
    {
        track.State = SpanState.Running;
        track.Source = source;
        track.Start = start;
        track.PausesAtStart = _pauses.ClosedTotal;
        track.StallId = 0;
        track.IsAnnounced = false;
        track.NextAskAge = _firstAskAge;
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
