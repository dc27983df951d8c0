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
/// in each of its sleeps, so one that is known by that is asked for only when it sleeps on and on. A runtime hands out a burst's samples some 100 ms later, when
/// the sleep may be over: until they are here it is remembered. What a thread does in several short sleeps, or computing, is not seen this way.
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
    private readonly SampleTracker _samples;

    // With a sleep that is over, and of which a sample may be under way.
    private readonly List<ThreadTrack> _ended = [];

    /// <param name="options">The threshold.</param>
    /// <param name="listener">Asked for stacks.</param>
    /// <param name="clocks">How far the lanes have come.</param>
    /// <param name="threads">The threads that are known.</param>
    /// <param name="spans">Opens and closes the spans.</param>
    /// <param name="stalls">Announces them.</param>
    /// <param name="samples">Knows which bursts are under way.</param>
    public SleepTracker(DetectionOptions options, IDetectionListener listener, LaneClocks clocks, ThreadTable threads, SpanTracker spans, StallBook stalls, SampleTracker samples)
    {
        _thresholdNs = options.ThresholdNs;
        _listener = listener;
        _clocks = clocks;
        _threads = threads;
        _spans = spans;
        _stalls = stalls;
        _samples = samples;
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
            End(track, track.Sleep?.Until ?? track.Start);
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
            End(track, lastAsleep);
            track.Sleep = null;
        }
    }

    /// <summary>A sample of the thread has come: it may show what an earlier sleep was.</summary>
    public void Sampled(ThreadTrack track)
    {
        if (track.EndedSleep is { } sleep && LookIn(track, sleep) is { } look)
        {
            track.EndedSleep = null;
            AddIfStall(track, sleep, look);
        }
    }

    /// <summary>All samples of a burst have come.</summary>
    public void BurstEnded()
    {
        _ended.RemoveAll(track =>
        {
            if (track.EndedSleep is { } sleep && MayBeSampled(sleep))
            {
                return false;
            }

            track.EndedSleep = null;
            return true;
        });
    }

    private void End(ThreadTrack track, long lastAsleep)
    {
        if (track is { State: SpanState.Running, Source: SpanSource.Sleep })
        {
            _spans.EndAtLowerBound(track, Math.Max(track.Start, lastAsleep), SpanState.Unknown);
        }
        else if (track is { State: SpanState.Unknown, Sleep: { IsWithoutWork: false } sleep })
        {
            sleep.Until = Math.Max(sleep.Until, lastAsleep);
            if (LookIn(track, sleep) is { } look)
            {
                AddIfStall(track, sleep, look);
            }
            else if (sleep.Until - StartOf(track, sleep) >= _thresholdNs && MayBeSampled(sleep))
            {
                if (track.EndedSleep is null)
                {
                    _ended.Add(track);
                }

                track.EndedSleep = sleep;
            }
        }
    }

    private void AddIfStall(ThreadTrack track, ThreadSleep sleep, StackLook look)
    {
        long start = StartOf(track, sleep);
        bool isTold = track.HasUnseenSpan && track.Start < sleep.Until;
        if (!isTold && sleep.Until - start >= _thresholdNs && ShowsStall(look, start))
        {
            _spans.AddUnseen(track, start, sleep.Until, endIsLowerBound: true);
        }
    }

    // A thread that ran may have been anywhere since.
    private static StackLook? LookIn(ThreadTrack track, ThreadSleep sleep) =>
        track.LastLook is { RanManagedCode: false } look && look.Time >= sleep.Since && look.Time <= sleep.Until ? look : null;

    private bool MayBeSampled(ThreadSleep sleep) => _samples.BurstSince <= sleep.Until;

    // What came before the pause is not its work item's, or has a span of its own.
    private static long StartOf(ThreadTrack track, ThreadSleep sleep) => Math.Max(sleep.Since, track.UnknownSince);

    private bool ShowsStall(StackLook look, long start) => look.Reading is { Kind: PoolStackKind.Worker, Site: not null } && _spans.ItemPauses.WasAt(start);

    private void Look(ThreadTrack track, ThreadSleep sleep)
    {
        if (LookIn(track, sleep) is { } look)
        {
            long start = StartOf(track, sleep);
            if (start < sleep.Until && ShowsStall(look, start))
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
        if (age < sleep.NextAskAge || _samples.NewestBurst >= sleep.Since || !_spans.ItemPauses.WasAt(sleep.Until))
        {
            return;
        }

        sleep.NextAskAge = AskAge.Times(Math.Max(sleep.NextAskAge, age), 2);
        _listener.OnEvidenceWanted(new EvidenceRequest(EvidenceReason.Sleep, track.ThreadId, sleep.Since));
    }
}
