using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Pauses;
using BlockWatch.Detection.Requests;
using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Stalls;

namespace BlockWatch.Detection.ShortStalls;

/// <summary>Finds sites that take the pool by many stalls under the threshold.</summary>
/// <remarks>
/// A short stall is a span of at least a quarter of the threshold and less than the threshold. When those of one second
/// come near the limit (<see cref="DetectionOptions.ShortStallLimitNs"/> of pool-thread time), their stacks are asked for, and their
/// time is added up by site until a second is far below it. Until then a short stall costs one addition.
/// Bounded: <see cref="PendingCap"/> stalls wait for evidence, each second keeps <see cref="ShortStallSecond.StallCap"/>.
/// </remarks>
internal sealed class ShortStallBook
{
    /// <summary>Over this many, further ones are not looked at.</summary>
    public const int PendingCap = 16_384;

    private const long SecondNs = 1_000_000_000;
    private const long AskEveryNs = 250_000_000;
    private const int ShortestShare = 4;

    private readonly DetectionOptions _options;
    private readonly IDetectionListener _listener;
    private readonly LaneClocks _clocks;
    private readonly PauseTimeline _pauses;
    private readonly PartsBuilder _parts;
    private readonly HashSet<string> _told = [];
    private readonly Queue<ShortStallSecond> _seconds = new();
    private readonly List<(PendingStall Stall, ShortStallSecond Second)> _pending = [];
    private ShortStallSecond _current = new(long.MinValue);
    private bool _isArmed;
    private long _nextAsk = long.MinValue;

    public ShortStallBook(DetectionOptions options, IDetectionListener listener, LaneClocks clocks, PauseTimeline pauses, PartsBuilder parts)
    {
        _options = options;
        _listener = listener;
        _clocks = clocks;
        _pauses = pauses;
        _parts = parts;
    }

    /// <summary>Called with each sum over the limit, and the stalls that make it up.</summary>
    public Action<ShortStallSum, SiteShare>? Found { get; set; }

    /// <summary>Tells of a stall's requests; asked when its span ends.</summary>
    public Func<PendingStall, StallRequests?>? RequestsOf { get; set; }

    /// <summary>A span under the threshold has ended, with both ends seen.</summary>
    public void SpanEnded(ThreadTrack track, long end)
    {
        long start = track.Start;
        if ((end - start) * ShortestShare < _options.ThresholdNs || track.Source != SpanSource.Event)
        {
            return;
        }

        long gc = _pauses.Within(start, end, track.PausesAtStart);
        if ((end - start - gc) * ShortestShare < _options.ThresholdNs)
        {
            return;
        }

        Enter(end / SecondNs);
        _current.TotalNs += end - start - gc;
        _isArmed |= IsNearLimit(_current);
        if (_isArmed && _pending.Count < PendingCap)
        {
            var stall = new PendingStall { Track = track, Start = start, End = end, GcNs = gc, Folded = track.Evidence.Folded is { } folded ? folded : [] };
            stall.Requests = RequestsOf?.Invoke(stall);
            _pending.Add((stall, _current));
            _current.Pending++;
            track.ShortSince = Math.Min(track.ShortSince, start);
        }
    }

    /// <summary>Settles what has its evidence, and closes the seconds whose stalls are all settled.</summary>
    /// <param name="burstSince">Begin of the burst whose samples are still under way; null when there is none.</param>
    public void Check(long? burstSince)
    {
        SettleReady(stall => StallBook.IsReady(stall, _clocks, burstSince));
        if (_isArmed)
        {
            Enter(_clocks.Now / SecondNs);
        }

        if (_isArmed && _clocks.Now >= _nextAsk)
        {
            _nextAsk = _clocks.Now + AskEveryNs;
            _listener.OnEvidenceWanted(new EvidenceRequest(EvidenceReason.ShortStalls, 0, _clocks.Now));
        }

        CloseSeconds();
    }

    /// <summary>The session's end: settles everything with what is there.</summary>
    public void Complete()
    {
        SettleReady(_ => true);
        _seconds.Enqueue(_current);
        _current = new ShortStallSecond(long.MinValue);
        CloseSeconds();
    }

    private bool IsNearLimit(ShortStallSecond second) => second.TotalNs >= _options.ShortStallLimitNs / 2;

    private void Enter(long second)
    {
        if (second <= _current.Index)
        {
            return;
        }

        // One quiet second in between is quiet, too.
        _isArmed = second == _current.Index + 1 && IsNearLimit(_current);
        _seconds.Enqueue(_current);
        _current = new ShortStallSecond(second);
    }

    private void SettleReady(Predicate<PendingStall> isReady)
    {
        int kept = 0;
        for (int i = 0; i < _pending.Count; i++)
        {
            (PendingStall stall, ShortStallSecond second) = _pending[i];
            if (isReady(stall))
            {
                Settle(stall, second);
            }
            else
            {
                _pending[kept++] = (stall, second);
            }
        }

        if (kept == _pending.Count)
        {
            return;
        }

        _pending.RemoveRange(kept, _pending.Count - kept);
        foreach ((PendingStall stall, _) in _pending)
        {
            stall.Track.ShortSince = Math.Min(stall.Track.ShortSince, stall.Start);
        }
    }

    private void Settle(PendingStall stall, ShortStallSecond second)
    {
        second.Pending--;
        stall.Track.ShortSince = long.MaxValue;
        long last = IdleProof.LastKnownWork(stall);
        PendingStall proven = last == stall.End ? stall : stall with { End = last, GcNs = _pauses.Within(stall.Start, last) };
        if (proven.NetNs * ShortestShare >= _options.ThresholdNs)
        {
            second.Add(proven, _parts.Build(proven));
        }
    }

    private void CloseSeconds()
    {
        while (_seconds.TryPeek(out ShortStallSecond? second) && second.Pending == 0)
        {
            _seconds.Dequeue();
            foreach ((ShortStallSum sum, SiteShare share) in second.Over(_options.ShortStallLimitNs, SecondNs))
            {
                Found?.Invoke(sum, share);
                if (_told.Count < Sites.SiteLedger.Cap && _told.Add(sum.Site.Id))
                {
                    _listener.OnShortStallsFound(sum);
                }
            }
        }
    }
}
