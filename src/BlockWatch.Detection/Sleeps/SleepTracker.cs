using BlockWatch.Detection.Samples;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Stalls;

namespace BlockWatch.Detection.Sleeps;

/// <summary>Finds stalls of pool threads while work items are not told of, by threads that sleep.</summary>
/// <remarks>
/// <code>
/// work items  ==|--------------------------------------|==     not told of between the bars
/// thread        ...~~~|zzzzzzzzzzzzzzzzzzzzzzzzzzz|~~~...     z: by the scheduler's account it did not run at all
/// sample                    A                                 one is enough: a thread that did not run is where it was
/// stall               |===========================|           from the first look at which it slept, or earlier, to the last
/// </code>
/// A worker without work sleeps as well: only a stack tells which it is, so one is asked for, once for all threads. Its stack ends at the same address
/// in each of its sleeps, so one that is known by that is asked for only when it sleeps on and on. What a thread does in several short sleeps, or
/// computing, is not seen this way.
/// </remarks>
internal sealed class SleepTracker
{
    // In thresholds: what sleeps where it slept without work is not taken to have none for longer, since code compiled anew may need more or less of a stack.
    private const int PatientThresholds = 10;

    private readonly long _thresholdNs;
    private readonly IDetectionListener _listener;
    private readonly LaneClocks _clocks;
    private readonly ThreadTable _threads;
    private readonly SpanTracker _spans;
    private readonly StallBook _stalls;
    private readonly Func<long?> _newestBurst;

    /// <param name="options">The threshold.</param>
    /// <param name="listener">Asked for stacks.</param>
    /// <param name="clocks">How far the lanes have come.</param>
    /// <param name="threads">The threads that are known.</param>
    /// <param name="spans">Opens and closes the spans.</param>
    /// <param name="stalls">Announces them.</param>
    /// <param name="newestBurst">Begin of the newest burst whose samples are under way; null when there is none.</param>
    public SleepTracker(DetectionOptions options, IDetectionListener listener, LaneClocks clocks, ThreadTable threads, SpanTracker spans, StallBook stalls, Func<long?> newestBurst)
    {
        _thresholdNs = options.ThresholdNs;
        _listener = listener;
        _clocks = clocks;
        _threads = threads;
        _spans = spans;
        _stalls = stalls;
        _newestBurst = newestBurst;
    }

    /// <summary>A pool thread has not run between two times.</summary>
    /// <param name="since">The first.</param>
    /// <param name="time">The second.</param>
    /// <param name="threadId">The thread.</param>
    /// <param name="stackPointer">Where its stack ends meanwhile, an address of the target; 0 when unknown.</param>
    public void Slept(long since, long time, long threadId, long stackPointer)
    {
        if (time < since)
        {
            return;
        }

        ThreadTrack track = _threads.GetOrAdd(threadId, _clocks.Now);
        if (track.Sleep is not { } known || known.Since != since)
        {
            EndStall(track, track.Sleep?.Until ?? track.Start);
            bool seemsIdle = stackPointer != 0 && stackPointer == track.IdleStackPointer;
            track.Sleep = new ThreadSleep(since, stackPointer) { NextAskAge = seemsIdle ? _thresholdNs * PatientThresholds : _thresholdNs / 2 };
        }

        ThreadSleep sleep = track.Sleep;
        sleep.Until = Math.Max(sleep.Until, time);
        if (sleep.IsWithoutWork)
        {
            track.IdleStackPointer = sleep.StackPointer;
        }

        if (track.State == SpanState.Unknown && !sleep.IsWithoutWork)
        {
            Look(track, sleep);
        }

        if (track is { State: SpanState.Running, Source: SpanSource.Sleep })
        {
            _stalls.TryAnnounce(track);
        }
    }

    /// <summary>A thread that slept has run again.</summary>
    /// <param name="lastAsleep">The last look at which it slept.</param>
    /// <param name="threadId">The thread.</param>
    public void Woke(long lastAsleep, long threadId)
    {
        if (_threads.TryGet(threadId, out ThreadTrack? track))
        {
            EndStall(track, lastAsleep);
            track.Sleep = null;
        }
    }

    private void EndStall(ThreadTrack track, long lastAsleep)
    {
        if (track is { State: SpanState.Running, Source: SpanSource.Sleep })
        {
            _spans.EndAtLowerBound(track, Math.Max(track.Start, lastAsleep), SpanState.Unknown);
        }
    }

    private void Look(ThreadTrack track, ThreadSleep sleep)
    {
        if (track.LastLook is { RanManagedCode: false } look && look.Time >= sleep.Since && look.Time <= sleep.Until)
        {
            // What came before the pause is not its work item's, or has a span of its own.
            long start = Math.Max(sleep.Since, track.UnknownSince);
            if (look.Reading is { Kind: PoolStackKind.Worker, Site: not null } && start < sleep.Until && _spans.WasPausedAt(start))
            {
                _spans.BeginUnseen(track, start, SpanSource.Sleep);
            }

            if (look.Reading.Kind == PoolStackKind.IdleWorker)
            {
                track.IdleStackPointer = sleep.StackPointer;
            }

            return;
        }

        Ask(track, sleep);
    }

    // Half the threshold, and at each doubling, unless a burst that began in the sleep is on its way.
    private void Ask(ThreadTrack track, ThreadSleep sleep)
    {
        long age = sleep.Until - sleep.Since;
        if (age < sleep.NextAskAge || _newestBurst() >= sleep.Since || !_spans.WasPausedAt(sleep.Until))
        {
            return;
        }

        sleep.NextAskAge = AskAge.Times(Math.Max(sleep.NextAskAge, age), 2);
        _listener.OnEvidenceWanted(new EvidenceRequest(EvidenceReason.Sleep, track.ThreadId, sleep.Since));
    }
}
