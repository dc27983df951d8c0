using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Pauses;
using BlockWatch.Detection.Samples;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection.Stalls;

/// <summary>Divides a stall among the sites that explain it.</summary>
/// <remarks>
/// <code>
/// stall        |------------------------------------------|
/// contention       |######|                                  exact, first
/// wait                |############|                         exact, without what the contention covers
/// GC                          |gc|                           taken out of whatever it interrupts
/// samples       s      s     s         s    s    s      s    only those outside the exact intervals count:
/// parts        |..|######|##### ###|.......................|  they share the remaining time
/// </code>
/// </remarks>
internal sealed class PartsBuilder
{
    // Under this share of the stall, and under the threshold, time without evidence is the work item's ordinary running.
    private const int OrdinaryPercent = 20;

    // From this share on, exact intervals speak for the whole stall.
    private const int ExactPercent = 80;

    // A site with a smaller share of the samples than this, and under the threshold, is within the sampler's error: threads
    // are stopped at safepoints, which some innocent calls have more of.
    private const int LeastSampledPercent = 20;

    // Samples in the last moments of a stall only: the burst came too late to see what took the time before.
    private const long TailNs = 5_000_000;

    private const int SmallPercent = 5;
    private const long SmallNs = 5_000_000;

    private readonly DetectionOptions _options;
    private readonly StackReader _reader;

    // Reused from stall to stall.
    private readonly ExactTime _exact;
    private readonly List<PartDraft> _drafts = [];
    private readonly List<SamplePoint> _outside = [];
    private readonly SampleShares _shares = new();
    private readonly RunningThreads _running;
    private readonly AwayThreads _away;
    private bool _restIsOrdinary;

    public PartsBuilder(DetectionOptions options, PauseTimeline pauses, LaneClocks clocks, StackReader reader)
    {
        _options = options;
        _reader = reader;
        _exact = new ExactTime(pauses, clocks);
        _running = new RunningThreads(reader);
        _away = new AwayThreads(reader, pauses);
    }

    /// <summary>The parts, the largest first; one unexplained part when there is no evidence. The list is the caller's.</summary>
    public List<PartDraft> Build(PendingStall stall)
    {
        _drafts.Clear();
        if (stall.IsRuntimePause)
        {
            return [Whole(_reader.GarbageCollection, EvidenceKind.Suspension, stall.GcNs)];
        }

        long net = Math.Max(0, stall.NetNs);
        long remaining = net - _exact.AddTo(_drafts, stall, net);

        // Without the runtime's work it would be no stall: the rest is what the work item does anyway, as with a collection. Of one that goes on, or whose end is
        // not known, that cannot be said: a moment after the threshold, any method that was compiled in it would make the difference.
        long runtime = _drafts.Sum(draft => draft.Site.Category == BlockingCategory.RuntimeWork ? draft.ExactNs : 0);
        _restIsOrdinary = !stall.IsOpen && !stall.EndIsLowerBound && runtime > 0 && runtime * 100 >= net * SmallPercent && net - runtime < _options.ThresholdNs;
        AddSamples(stall, net, remaining);
        return Chosen(net);
    }

    private static PartDraft Whole(Site site, EvidenceKind evidence, long durationNs)
    {
        var draft = new PartDraft(site);
        draft.AddUnstacked(evidence, durationNs);
        return draft;
    }

    private void AddSamples(PendingStall stall, long net, long remaining)
    {
        // Nearly all is known exactly: what is left is the work item's ordinary running, whatever a sample saw of it.
        bool onlyExtraStacks = _restIsOrdinary || ((net - remaining) * 100 >= net * ExactPercent && remaining < _options.ThresholdNs);
        _outside.Clear();
        foreach (SamplePoint sample in stall.Track.Evidence.Samples)
        {
            if (sample.Time < stall.Start || sample.Time > stall.End || sample.Reading.Kind == PoolStackKind.IdleWorker)
            {
                continue;
            }

            if (onlyExtraStacks || IsInside(sample, stall))
            {
                AddExtraStack(sample.Reading);
            }
            else
            {
                _outside.Add(sample);
            }
        }

        _running.Resolve(_outside, stall);
        _away.Resolve(_outside, stall);
        bool onlyTail = !stall.IsOpen && _outside.TrueForAll(s => s.Time > stall.End - TailNs);
        if (_outside.Count > 0 && !onlyTail)
        {
            IReadOnlyList<double> shares = _shares.Of(_outside, stall, _exact.Uncovered);
            for (int i = 0; i < _outside.Count; i++)
            {
                if (_outside[i].Reading.Site is not null)
                {
                    _away.Add(_drafts, _outside[i], shares[i], stall);
                }
            }
        }

        Share(net, remaining);
    }

    private bool IsInside(SamplePoint sample, PendingStall stall)
    {
        if (sample.IsFolded)
        {
            return false;
        }

        foreach (FoldedWaits folded in stall.Folded)
        {
            if (folded.Reading.Site!.Id == sample.Reading.Site?.Id && sample.Time >= folded.Start && sample.Time <= folded.End)
            {
                return true;
            }
        }

        return _exact.Covers(sample.Time);
    }

    private void AddExtraStack(StackReading reading)
    {
        PartDraft? draft = reading.Site is null ? null : _drafts.Find(d => d.SiteId == reading.Site.Id);
        draft?.AddStack(reading.Stack, 1);
    }

    /// <summary>Shares the remaining time among the sites of the samples; what samples without a site speak for stays unexplained.</summary>
    private void Share(long net, long remaining)
    {
        StatementParts.Merge(_drafts);
        double strays = LeaveOutStrays(remaining);
        long unexplained = remaining;
        foreach (PartDraft draft in _drafts)
        {
            // What the strays had falls to the others, in proportion.
            draft.SampledNs = (long)Math.Round(remaining * draft.Share / (1 - strays));
            unexplained -= draft.SampledNs;
        }

        unexplained += LeaveOutOrdinaryComputing(unexplained);

        bool isOrdinary = _restIsOrdinary
            || (_drafts.Count > 0 && unexplained * 100 < net * OrdinaryPercent && unexplained < _options.ThresholdNs);
        if (!isOrdinary)
        {
            _drafts.Add(Whole(_reader.Unexplained, EvidenceKind.Span, unexplained));
        }
    }

    // Their time falls to the sites that have enough samples: a stray sample is an error of the sampler, not time of its own.
    private double LeaveOutStrays(long remaining)
    {
        bool IsStray(PartDraft draft) =>
            draft.ExactNs == 0 && draft.Share * 100 < LeastSampledPercent && remaining * draft.Share < _options.ThresholdNs;

        double strays = 0;
        if (_drafts.Exists(d => d.SampleCount > 0 && !IsStray(d)))
        {
            strays = _drafts.Sum(d => d.SampleCount > 0 && IsStray(d) ? d.Share : 0);
            _drafts.RemoveAll(d => d.SampleCount > 0 && IsStray(d));
        }

        return strays;
    }

    // Work items compute. Less of it than the threshold, beside something that blocks, is their ordinary running; beside more
    // time that nothing explains it is no cause. Returns what has to stay unexplained for that.
    private long LeaveOutOrdinaryComputing(long unexplained)
    {
        bool IsOrdinary(PartDraft draft) => draft.Site.Category == BlockingCategory.Cpu && draft.DurationNs < _options.ThresholdNs;

        long computing = _drafts.Sum(draft => IsOrdinary(draft) ? draft.DurationNs : 0);
        bool isBesideBlocking = _drafts.Exists(draft => !IsOrdinary(draft) && draft.DurationNs > 0);
        if (!isBesideBlocking && computing > unexplained)
        {
            return 0;
        }

        _drafts.RemoveAll(IsOrdinary);
        return isBesideBlocking ? 0 : computing;
    }

    private List<PartDraft> Chosen(long net)
    {
        var chosen = new List<PartDraft>(_drafts);
        chosen.Sort((a, b) => a.DurationNs != b.DurationNs
            ? b.DurationNs.CompareTo(a.DurationNs)
            : string.CompareOrdinal(a.SiteId, b.SiteId));
        int kept = chosen.Count;
        while (kept > 1 && chosen[kept - 1].DurationNs < SmallNs && chosen[kept - 1].DurationNs * 100 < net * SmallPercent)
        {
            kept--;
        }

        chosen.RemoveRange(kept, chosen.Count - kept);
        return chosen;
    }
}
