using BlockWatch.Detection.Samples;
using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection.Stalls;

/// <summary>Watches spans grow old: asks for stacks of the long ones, and announces those that are explained.</summary>
/// <remarks>
/// A span's age in thresholds, and what is asked:
/// <code>
///   1/2      the stack has to be taken while the stall goes on
///   1 2 4 8  while nothing explains it
///   2        also when samples explain it: they saw one phase of it
///   4 16 64  also when it is explained, so that a long stall rests on several looks
/// </code>
/// And once more when the span goes on for half the threshold after a wait that counts: it may block in something else now.
/// Not asked for while it is on its way: the thread is known to wait, or a burst that began inside the span has not been
/// delivered. The next burst can begin some 110 ms after one began: one too many makes the next stall's come too late.
/// </remarks>
internal sealed class EvidenceAsker
{
    // A wait of a quarter of the threshold or longer.
    private const int WaitThatCounts = 4;

    private readonly long _thresholdNs;
    private readonly IDetectionListener _listener;
    private readonly LaneClocks _clocks;
    private readonly OpenSpans _open;
    private readonly StallBook _stalls;
    private readonly SampleTracker _samples;

    // When the last flush of the spans lane began to arrive: what was open then was open for certain.
    private long _caughtUp = long.MinValue / 2;

    public EvidenceAsker(DetectionOptions options, IDetectionListener listener, LaneClocks clocks, OpenSpans open, StallBook stalls, SampleTracker samples)
    {
        _thresholdNs = options.ThresholdNs;
        _listener = listener;
        _clocks = clocks;
        _open = open;
        _stalls = stalls;
        _samples = samples;
    }

    public void Check()
    {
        for (ThreadTrack? track = _open.Oldest; track is not null; track = track.Next)
        {
            long age = _clocks.PresumedNow - track.Start;
            if (age < _thresholdNs / 2)
            {
                break;
            }

            if (age >= _thresholdNs && !track.IsAnnounced && (track.HasNewEvidence || !track.Waits.IsEmpty))
            {
                _stalls.TryAnnounce(track);
            }

            AskIfDue(track, _clocks.PresumedNow);
        }
    }

    /// <summary>Asks for spans that by the receiver's clock are old enough, though no event of the lane says that it is so late.</summary>
    /// <remarks>On a quiet target the newest event is up to 100 ms old: without this the stack of a stall of 200 ms often comes too late.</remarks>
    public void CheckAsOf(long time)
    {
        _caughtUp = Math.Max(_caughtUp, time);
        for (ThreadTrack? track = _open.Oldest; track is not null && time - track.Start >= _thresholdNs / 2; track = track.Next)
        {
            AskIfDue(track, time);
        }
    }

    /// <summary>Asks for spans that by the receiver's clock are old enough, though since the last flush nothing says that they go on.</summary>
    /// <param name="now">By the receiver's clock. The end of a span may have happened and be under way for up to 100 ms.</param>
    /// <remarks>
    /// A stall that begins just before a flush, on a target that is quiet otherwise, would be asked about some 160 ms after its start. So it is enough
    /// that the span was open for a while when that was last known: ordinary work is over by then, and a look in vain is only that.
    /// </remarks>
    public void CheckInSilence(long now)
    {
        for (ThreadTrack? track = _open.Oldest; track is not null && now - track.Start >= _thresholdNs / 2; track = track.Next)
        {
            bool wasOldAtFlush = (_caughtUp - track.Start) * 10 >= _thresholdNs * 3;
            bool isOldBySilence = (_clocks.PresumedNow - track.Start) * 5 >= _thresholdNs;
            if (wasOldAtFlush || isOldBySilence)
            {
                AskIfDue(track, now);
            }
        }
    }

    private void AskIfDue(ThreadTrack track, long now)
    {
        if (IsOnItsWay(track))
        {
            return;
        }

        if (now - track.Start >= track.NextAskAge)
        {
            Ask(track, now - track.Start);
        }

        if (track.IsAnnounced && IsBeyondItsWait(track, now))
        {
            _listener.OnEvidenceWanted(new EvidenceRequest(EvidenceReason.LongSpan, track.ThreadId, track.Start));
        }
    }

    private bool IsOnItsWay(ThreadTrack track)
    {
        // Of a contention the owner's stack is wanted, too.
        bool waits = track.Waits is { Wait.Reading.Site: not null, Contention: null };
        return waits || _samples.NewestBurst >= track.Start;
    }

    private void Ask(ThreadTrack track, long age)
    {
        bool isDue = false;
        while (track.NextAskAge <= age)
        {
            bool isSecondPhase = track.NextAskAge == 2 * _thresholdNs && track.Waits.IsEmpty && track.Evidence is { Waits.Count: 0, Contentions.Count: 0 };
            isDue |= !track.IsAnnounced || isSecondPhase || IsDueThoughExplained(track.NextAskAge);
            track.NextAskAge = track.NextAskAge < _thresholdNs ? _thresholdNs : AskAge.Times(track.NextAskAge, 2);
            if (track.NextAskAge == AskAge.Last)
            {
                break;
            }
        }

        if (isDue)
        {
            _listener.OnEvidenceWanted(new EvidenceRequest(EvidenceReason.LongSpan, track.ThreadId, track.Start));
        }
    }

    private bool IsBeyondItsWait(ThreadTrack track, long now)
    {
        ExactInterval? wait = Last(track.Evidence.Waits);
        ExactInterval? contention = Last(track.Evidence.Contentions);
        long end = Math.Max(CountingEnd(wait, track), CountingEnd(contention, track));
        if (end <= track.AskedAfter || now < end + (_thresholdNs / 2))
        {
            return false;
        }

        track.AskedAfter = end;
        return track.Evidence.Samples.Count == 0 || track.Evidence.Samples[^1].Time <= end;
    }

    private long CountingEnd(ExactInterval? interval, ThreadTrack track) =>
        interval is { } known && known.End > track.Start && (known.End - known.Start) * WaitThatCounts >= _thresholdNs ? known.End : long.MinValue;

    private static ExactInterval? Last(List<ExactInterval> intervals) => intervals.Count > 0 ? intervals[^1] : null;

    private bool IsDueThoughExplained(long age)
    {
        for (long step = 4 * _thresholdNs; step <= age && step < AskAge.Last; step = AskAge.Times(step, 4))
        {
            if (step == age)
            {
                return true;
            }
        }

        return false;
    }
}
