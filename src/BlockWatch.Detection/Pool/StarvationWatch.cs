using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;

namespace BlockWatch.Detection.Pool;

/// <summary>Tells when work waits because no pool thread is free.</summary>
/// <remarks>
/// States:
/// <code>
///   Calm      a queue that stays while in 100 ms fewer items complete than wait, and than there are threads, is a first
///             sign; when it has lasted for 300 ms, or the runtime adds a thread because of it, an episode opens at it
///   Starving  two counts in a row without a queue (or with under a tenth of the peak, and items completing) end it
///   Drained   the end holds when no new first sign comes for a second; otherwise it was one episode
/// </code>
/// A busy pool with a queue is healthy as long as items complete.
/// </remarks>
internal sealed class StarvationWatch
{
    public const int EpisodeCap = 256;

    private const long BeatNs = 100_000_000;
    private const long StuckNs = 300_000_000;
    private const long MergeNs = 1_000_000_000;
    private const long AskEveryNs = 1_000_000_000;
    private const int AsksBeforeBackingOff = 5;
    private const int CountsUntilDrained = 2;
    private const int RecentCap = 256;

    private readonly IDetectionListener _listener;
    private readonly Func<IReadOnlyList<Stall>> _unsettled;
    private readonly List<EpisodeRecord> _episodes = [];

    // Settled stalls that an episode may overlap which opens now with a first sign of some hundred milliseconds ago.
    private readonly Queue<Stall> _recent = new();

    private EpisodeRecord? _current;
    private PoolCount? _last;
    private long? _stuckSince;
    private bool _stuckQueueGrew;
    private bool _stuckCompletedNothing;
    private long? _cooperativeBefore;
    private long? _drainedSince;
    private int _drainedCounts;
    private bool _isEndTold = true;
    private long _nextAsk;
    private int _asks;

    public StarvationWatch(IDetectionListener listener, Func<IReadOnlyList<Stall>> unsettled)
    {
        _listener = listener;
        _unsettled = unsettled;
    }

    /// <summary>Episodes of the session; of more than <see cref="EpisodeCap"/> the longest are kept one by one.</summary>
    public int EpisodeCount { get; private set; }

    /// <summary>Time of the episodes that are not kept any more, nanoseconds.</summary>
    public long ForgottenNs { get; private set; }

    public IReadOnlyList<EpisodeRecord> Episodes => _episodes;

    public void Counted(long time, int threads, long queue, long completed)
    {
        bool isStuck = IsStuck(time, threads, queue, completed);
        if (isStuck)
        {
            _stuckQueueGrew = _stuckSince is not null && (_stuckQueueGrew || queue > _last?.Queue);
            _stuckCompletedNothing = completed == 0 && (_stuckCompletedNothing || _stuckSince is null);
            _stuckSince ??= time;
        }
        else
        {
            _stuckSince = null;
        }

        _last = new PoolCount(time, BeatsSince(_last?.Time, time), threads, queue, completed);
        if (_stuckSince is { } since && time - since >= StuckNs)
        {
            SignOfStarvation(time, threads, "");
        }

        if (_current is { End: null } open)
        {
            open.PeakQueue = Math.Max(open.PeakQueue, queue);
            open.PeakThreads = Math.Max(open.PeakThreads, threads);
            FollowDrain(open, time, queue, completed);
        }
    }

    public void Adjusted(long time, int threads, PoolAdjustmentReason reason)
    {
        if (reason == PoolAdjustmentReason.Starvation && _last is not { Queue: 0 })
        {
            SignOfStarvation(time, threads, "runtime added a thread: starvation");
        }
        else if (reason == PoolAdjustmentReason.CooperativeBlocking)
        {
            if (IsStarvedByBlocking(time))
            {
                SignOfStarvation(time, threads, "runtime added a thread: a pool thread waits for a task");
            }

            _cooperativeBefore = time;
        }

        if (_current is { End: null } open)
        {
            open.PeakThreads = Math.Max(open.PeakThreads, threads);
        }
    }

    /// <summary>Lets time pass: asks for stacks while an episode lasts, and tells of its end when that holds.</summary>
    public void Check(long now)
    {
        if (_current is { End: null } open && now >= _nextAsk)
        {
            Ask(open, now);
        }

        if (!_isEndTold && _current is { End: { } end } && now >= end + MergeNs)
        {
            TellEnd(now);
        }
    }

    /// <summary>Events were lost: what the pool did meanwhile is not known. An open episode stays open until counts say otherwise.</summary>
    public void Lose()
    {
        _last = null;
        _stuckSince = null;
        _drainedSince = null;
        _drainedCounts = 0;
        _cooperativeBefore = null;
    }

    public void AddStall(Stall stall, long end)
    {
        foreach (EpisodeRecord episode in _episodes)
        {
            episode.Add(stall.StartNs, end, stall.Parts);
        }

        if (_recent.Count >= RecentCap)
        {
            _recent.Dequeue();
        }

        _recent.Enqueue(stall);
    }

    public void Complete(long time)
    {
        if (_current is { End: null } open)
        {
            open.End = Math.Max(time, open.Start);
        }

        if (!_isEndTold)
        {
            TellEnd(time);
        }
    }

    private bool IsStarvedByBlocking(long time)
    {
        // One wait of one task is no starvation; that work waits meanwhile, or that it happens again, is.
        bool isRepeated = time - _cooperativeBefore <= MergeNs;
        if (_last is not { } last)
        {
            // Nobody counts the queue: that threads wait for tasks does not say that work waits for threads.
            return false;
        }

        bool isFlowing = last.Completed >= Math.Max(last.Threads, last.Queue) * last.Beats;
        return !isFlowing && (last.Queue > 1 || (last.Queue == 1 && isRepeated));
    }

    private void SignOfStarvation(long time, int threads, string sign)
    {
        _drainedCounts = 0;
        _drainedSince = null;
        if (_current is { End: null })
        {
            return;
        }

        long start = Math.Min(_stuckSince ?? time, time);
        if (_current is { End: { } end } drained && start < end + MergeNs && !_isEndTold)
        {
            drained.End = null;
            return;
        }

        string firstSign = _stuckSince is null || (start == time && sign.Length > 0) ? sign : StuckSign();
        Open(time, Math.Max(start, _current?.End ?? long.MinValue), threads, firstSign);
    }

    private bool IsStuck(long time, int threads, long queue, long completed)
    {
        long beats = BeatsSince(_last?.Time, time);
        if (completed >= Math.Min(threads, queue) * beats)
        {
            return false;
        }

        // With as many completed since the last count as wait now, what waits may be other work each time: of a timer of the counts' own period one
        // item always waits. Then it takes threads that are seen to be held.
        return completed < queue || (_last is { } last && HeldNs(last.Time, time) * 2 > threads * (time - last.Time));
    }

    // Thread-nanoseconds of stalls.
    private long HeldNs(long since, long until) =>
        _unsettled().Concat(_recent).Sum(stall => Math.Max(0, Math.Min(until, stall.EndNs ?? until) - Math.Max(since, stall.StartNs)));

    private string StuckSign() => (_stuckQueueGrew, _stuckCompletedNothing) switch
    {
        (true, true) => "queue grew while nothing completed",
        (false, true) => "work waited while nothing completed",
        (true, false) => "queue grew while fewer items completed than there are threads",
        (false, false) => "work waited while fewer items completed than there are threads",
    };

    private void Open(long now, long start, int threads, string firstSign)
    {
        if (!_isEndTold)
        {
            TellEnd(now);
        }

        if (_episodes.Count >= EpisodeCap)
        {
            ForgetShortest(now);
        }

        _current = new EpisodeRecord
        {
            Id = ++EpisodeCount,
            Start = start,
            FirstSign = firstSign,
            PeakQueue = _last?.Queue ?? 0,
            PeakThreads = Math.Max(threads, _last?.Threads ?? 0),
        };
        _episodes.Add(_current);
        foreach (Stall stall in _recent)
        {
            _current.Add(stall.StartNs, stall.EndNs ?? now, stall.Parts);
        }

        _isEndTold = false;
        _asks = 0;
        _listener.OnStarvationStarted(_current.ToEpisode(_unsettled(), now));
        Ask(_current, now);
    }

    private void Ask(EpisodeRecord episode, long now)
    {
        _listener.OnEvidenceWanted(new EvidenceRequest(EvidenceReason.Starvation, 0, episode.Start));
        _asks++;

        // 1 s apart, then 2, 4, 8, ... 64 s.
        int doublings = Math.Clamp(_asks - AsksBeforeBackingOff, 0, 6);
        _nextAsk = now + (AskEveryNs << doublings);
    }

    private void FollowDrain(EpisodeRecord open, long time, long queue, long completed)
    {
        if (queue != 0 && !(queue * 10 < open.PeakQueue && completed > 0))
        {
            _drainedCounts = 0;
            _drainedSince = null;
            return;
        }

        _drainedSince ??= time;
        _drainedCounts++;
        if (_drainedCounts >= CountsUntilDrained)
        {
            open.End = Math.Max(_drainedSince.Value, open.Start);
        }
    }

    private void TellEnd(long now)
    {
        _isEndTold = true;
        if (_current is { } ended)
        {
            _listener.OnStarvationEnded(ended.ToEpisode(_unsettled(), now));
        }
    }

    private void ForgetShortest(long now)
    {
        EpisodeRecord shortest = _episodes[0];
        foreach (EpisodeRecord episode in _episodes)
        {
            shortest = episode.DurationUntil(now) < shortest.DurationUntil(now) ? episode : shortest;
        }

        ForgottenNs += shortest.DurationUntil(now);
        _episodes.Remove(shortest);
    }

    // A count is of all that was completed since the one before; what is expected of a pool is so much in a beat.
    private static long BeatsSince(long? before, long time) => before is { } last ? Math.Max(1, (time - last + (BeatNs / 2)) / BeatNs) : 1;

    // Beats: how many of 100 ms it speaks for.
    private readonly record struct PoolCount(long Time, long Beats, int Threads, long Queue, long Completed);
}
