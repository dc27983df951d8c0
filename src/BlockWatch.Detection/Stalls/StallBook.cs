using BlockWatch.Detection.Chains;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Pauses;
using BlockWatch.Detection.Requests;
using BlockWatch.Detection.ShortStalls;
using BlockWatch.Detection.Spans;

namespace BlockWatch.Detection.Stalls;

/// <summary>Decides which spans are stalls, tells of them, and settles them when their evidence is in.</summary>
/// <remarks>
/// A stall is open (the span goes on), then pending (the span is over; waits and samples of it may be under way), then
/// settled. It is announced once when it is first explained, and closed once when it is settled.
/// </remarks>
internal sealed class StallBook
{
    /// <summary>After this much time of the spans lane, evidence that is not there will not come.</summary>
    public const long PatienceNs = 1_500_000_000;

    /// <summary>Over this many, the one that waited longest is settled with what is there.</summary>
    public const int PendingCap = 16_384;

    private const int SamplesThatShowItGoingOn = 2;

    private readonly DetectionOptions _options;
    private readonly IDetectionListener _listener;
    private readonly LaneClocks _clocks;
    private readonly PauseTimeline _pauses;
    private readonly PartsBuilder _parts;
    private readonly List<PendingStall> _pending = [];
    private long _lastId;

    public StallBook(DetectionOptions options, IDetectionListener listener, LaneClocks clocks, PauseTimeline pauses, PartsBuilder parts)
    {
        _options = options;
        _listener = listener;
        _clocks = clocks;
        _pauses = pauses;
        _parts = parts;
    }

    /// <summary>Called with each settled stall before the listener hears of it.</summary>
    public Action<PendingStall, Stall, IReadOnlyList<PartDraft>>? Settled { get; set; }

    /// <summary>True once the session ends: stalls that are closed from then on were going on.</summary>
    public bool IsEnding { get; set; }

    /// <summary>Hears of spans under the threshold.</summary>
    public ShortStallBook? Short { get; set; }

    /// <summary>Tells of a stall's requests; asked when it is found, because later the thread has served others.</summary>
    public Func<PendingStall, StallRequests?>? RequestsOf { get; set; }

    /// <summary>Tells of the async callers of a stall's largest part.</summary>
    public Func<PendingStall, IReadOnlyList<PartDraft>, (string SiteId, AsyncChain Chain)?>? ChainOf { get; set; }

    /// <summary>Tells when async methods that a stall's thread ran in it ended.</summary>
    public Func<PendingStall, IEnumerable<long>>? ExecutionEnds { get; set; }

    /// <summary>Stalls that are over and wait for their evidence.</summary>
    public IReadOnlyList<PendingStall> Pending => _pending;

    public void SpanEnded(ThreadTrack track, long end, bool endIsLowerBound)
    {
        bool isShort = end - track.Start < _options.ThresholdNs;
        if (isShort && !endIsLowerBound)
        {
            Short?.SpanEnded(track, end);
        }

        if (isShort && !track.IsAnnounced)
        {
            return;
        }

        PendingStall stall = Describe(track, end, isOpen: false, endIsLowerBound) with { IsTooShort = isShort };
        if (stall.NetNs >= _options.ThresholdNs || stall.IsRuntimePause || track.IsAnnounced)
        {
            Add(stall);
        }
    }

    /// <summary>A stall whose span was never seen open: found when it was already over.</summary>
    public void AddUnseen(ThreadTrack track, long start, long end, bool endIsLowerBound)
    {
        long gc = _pauses.Within(start, end);
        if (end - start - gc >= _options.ThresholdNs)
        {
            Add(new PendingStall
            {
                Track = track,
                Start = start,
                End = end,
                StartIsLowerBound = true,
                EndIsLowerBound = endIsLowerBound,
                GcNs = gc,
            });
        }
    }

    /// <summary>True when the open span was a stall at that time and is explained by what it did until then.</summary>
    public bool IsKnownStall(ThreadTrack track, long time)
    {
        PendingStall stall = Describe(track, time, isOpen: true, endIsLowerBound: true);
        if (stall.NetNs < _options.ThresholdNs)
        {
            return false;
        }

        if (track.IsAnnounced)
        {
            return true;
        }

        PartDraft largest = _parts.Build(stall)[0];
        return largest.ExactEvidence is EvidenceKind.Wait or EvidenceKind.Contention || largest.SampleCount >= SamplesThatShowItGoingOn;
    }

    /// <summary>The open stall of a thread so far; null when its span is no stall yet.</summary>
    public PendingStall? OpenStall(ThreadTrack track)
    {
        // The operating system's word is newer than the lane's.
        long now = track.Source == SpanSource.Sleep ? KnownUntil(track) : _clocks.PresumedNow;
        if (track.State != SpanState.Running || now - track.Start < _options.ThresholdNs
            || IdleProof.FirstIdle(track.Evidence.Samples, track.Start, long.MaxValue) != long.MaxValue)
        {
            return null;
        }

        long until = track.Source == SpanSource.Event ? _clocks.PresumedNow : KnownUntil(track);
        PendingStall stall = Describe(track, until, isOpen: true, endIsLowerBound: false);
        return stall.NetNs >= _options.ThresholdNs ? stall : null;
    }

    /// <summary>Until when the open span is known to go on.</summary>
    public long KnownUntil(ThreadTrack track) => track.Source switch
    {
        SpanSource.Samples => Math.Max(track.SeenLast, track.Start),
        SpanSource.Sleep => Math.Max(track.Sleep?.Until ?? track.Start, track.Start),
        SpanSource.Wait => Math.Max(track.WaitEnded ?? Math.Min(_clocks.Waits, _clocks.Now), track.Start),
        _ => _clocks.Now,
    };

    /// <summary>Tells the listener of an open stall when it is explained for the first time.</summary>
    public void TryAnnounce(ThreadTrack track)
    {
        if (track.IsAnnounced || OpenStall(track) is not { } open)
        {
            return;
        }

        track.HasNewEvidence = track.NewestEvidence > open.End;
        List<PartDraft> parts = _parts.Build(open);
        if (parts[0].Site.Category != BlockingCategory.Unexplained)
        {
            track.StallId = ++_lastId;
            track.IsAnnounced = true;
            open.Id = track.StallId;
            open.Requests = RequestsOf?.Invoke(open);
            open.Chain = ChainOf?.Invoke(open, parts);
            _listener.OnStallExplained(StallView.Of(open, parts));
        }
    }

    /// <summary>Settles what has all its evidence.</summary>
    /// <param name="burstSince">Begin of the burst whose samples are still under way; null when there is none.</param>
    public void SettleReady(long? burstSince)
    {
        int kept = 0;
        for (int i = 0; i < _pending.Count; i++)
        {
            PendingStall stall = _pending[i];
            if (IsReady(stall, _clocks, burstSince))
            {
                Settle(stall);
            }
            else
            {
                _pending[kept++] = stall;
            }
        }

        _pending.RemoveRange(kept, _pending.Count - kept);
    }

    public void SettleAll()
    {
        foreach (PendingStall stall in _pending)
        {
            Settle(stall);
        }

        _pending.Clear();
    }

    /// <summary>A number for a stall that is another's to keep.</summary>
    public long NextId() => ++_lastId;

    /// <summary>A stall's parts so far.</summary>
    public IReadOnlyList<PartDraft> PartsOf(PendingStall stall) => _parts.Build(stall);

    /// <summary>True when all evidence of a stall that is over is in, or will not come any more.</summary>
    /// <param name="stall">The stall.</param>
    /// <param name="clocks">How far the lanes have come.</param>
    /// <param name="burstSince">Begin of the burst whose samples are still under way; null when there is none.</param>
    public static bool IsReady(PendingStall stall, LaneClocks clocks, long? burstSince)
    {
        bool isIn = clocks.WaitsWhole >= stall.End && !(burstSince < stall.End);
        return isIn || clocks.Now >= stall.End + PatienceNs;
    }

    private void Add(PendingStall stall)
    {
        if (_pending.Count >= PendingCap)
        {
            Settle(_pending[0]);
            _pending.RemoveAt(0);
        }

        stall.Id = stall.Id == 0 ? ++_lastId : stall.Id;
        stall.Requests = RequestsOf?.Invoke(stall);
        _pending.Add(stall);
        stall.Track.PendingStalls++;
        stall.Track.PendingSince = Math.Min(stall.Track.PendingSince, stall.Start);
    }

    private PendingStall Describe(ThreadTrack track, long end, bool isOpen, bool endIsLowerBound)
    {
        long gc = _pauses.Within(track.Start, end, track.PausesAtStart);
        long gross = end - track.Start;
        return new PendingStall
        {
            Track = track,
            Id = track.StallId,
            Start = track.Start,
            End = end,
            IsOpen = isOpen,
            OutlivesSession = IsEnding,
            StartIsLowerBound = !track.StartIsSeen,
            EndIsLowerBound = endIsLowerBound,
            GcNs = gc,
            IsRuntimePause = gross >= _options.ThresholdNs && gross - gc < _options.ThresholdNs && gc * 2 > gross,
            IsAnnounced = track.IsAnnounced,
            Folded = track.Evidence.Folded is { } folded ? folded : [],
        };
    }

    private void Settle(PendingStall pending)
    {
        if (Proven(pending) is { } proven)
        {
            Close(proven);
        }

        Release(pending);
    }

    // Null when all that is known is that the worker was idle before the threshold had passed.
    private PendingStall? Proven(PendingStall pending)
    {
        long last = IdleProof.LastKnownWork(pending, ExecutionEnds?.Invoke(pending));
        long gc = _pauses.Within(pending.Start, last);
        bool isStall = last - pending.Start - gc >= _options.ThresholdNs || pending.IsAnnounced;
        return last == pending.End || pending.IsRuntimePause ? pending
            : isStall ? pending with { End = last, EndIsLowerBound = true, GcNs = gc }
            : null;
    }

    private void Close(PendingStall pending)
    {
        IReadOnlyList<PartDraft> parts = _parts.Build(pending);
        pending.Chain = ChainOf?.Invoke(pending, parts);
        Stall stall = StallView.Of(pending, parts);
        if (!pending.IsTooShort)
        {
            Settled?.Invoke(pending, stall, parts);
        }

        if (stall.IsExplained && !pending.IsAnnounced)
        {
            _listener.OnStallExplained(stall);
        }

        _listener.OnStallClosed(stall);
    }

    private void Release(PendingStall stall)
    {
        ThreadTrack track = stall.Track;
        stall.IsSettled = true;
        track.PendingStalls--;
        track.PendingSince = long.MaxValue;
        if (track.PendingStalls > 0)
        {
            foreach (PendingStall other in _pending)
            {
                if (ReferenceEquals(other.Track, track) && !other.IsSettled)
                {
                    track.PendingSince = Math.Min(track.PendingSince, other.Start);
                }
            }
        }

        track.Evidence.Trim(track.Horizon(_clocks.Now));
    }
}
