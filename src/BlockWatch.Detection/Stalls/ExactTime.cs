using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Pauses;
using BlockWatch.Detection.Samples;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection.Stalls;

/// <summary>What events span of one stall: contentions first, waits without what a contention covers, collections taken out.</summary>
/// <remarks>Keeps the intervals of the stall that was added last, for those who ask what is left.</remarks>
internal sealed class ExactTime
{
    // From so many on, waits at one place are a loop.
    private const int WaitsOfALoop = 8;

    private readonly PauseTimeline _pauses;
    private readonly LaneClocks _clocks;
    private readonly List<ExactInterval> _contentions = [];
    private readonly List<ExactInterval> _waits = [];

    public ExactTime(PauseTimeline pauses, LaneClocks clocks)
    {
        _pauses = pauses;
        _clocks = clocks;
    }

    /// <summary>True when one of the intervals holds that instant.</summary>
    public bool Covers(long time) => ThreadEvidence.Contains(_contentions, time) || ThreadEvidence.Contains(_waits, time);

    /// <summary>How much of this time no event spans, garbage collections not taken out.</summary>
    public long Uncovered(long start, long end)
    {
        long Covered(ExactInterval interval) => Math.Max(0, Math.Min(end, interval.End) - Math.Max(start, interval.Start));

        return Math.Max(0, end - start - _contentions.Sum(Covered) - _waits.Sum(Covered));
    }

    /// <summary>Adds what events span of the stall to the parts of its sites; returns how much that is, at most the net time.</summary>
    public long AddTo(List<PartDraft> drafts, PendingStall stall, long net)
    {
        ThreadEvidence evidence = stall.Track.Evidence;
        Clip(evidence.Contentions, stall.Track.Waits.Contention, stall, _contentions);
        Clip(evidence.Waits, stall.Track.Waits.Wait, stall, _waits);

        long sum = 0;
        foreach (FoldedWaits folded in stall.Folded)
        {
            sum += Add(drafts, folded.Reading, folded.Evidence, Math.Min(folded.NetNs, net - sum), (folded.Start, folded.End), folded.Count);
        }

        foreach (ExactInterval contention in _contentions)
        {
            sum += Add(drafts, contention.Reading, EvidenceKind.Contention, Math.Min(Net(contention.Start, contention.End), net - sum), (contention.Start, contention.End), 1);
        }

        int first = 0;
        foreach (ExactInterval wait in _waits)
        {
            while (first < _contentions.Count && _contentions[first].End <= wait.Start)
            {
                first++;
            }

            long duration = Net(wait.Start, wait.End);
            for (int i = first; i < _contentions.Count && _contentions[i].Start < wait.End; i++)
            {
                duration -= Net(Math.Max(wait.Start, _contentions[i].Start), Math.Min(wait.End, _contentions[i].End));
            }

            sum += Add(drafts, wait.Reading, wait.WaitKind, Math.Min(Math.Max(0, duration), net - sum), (wait.Start, wait.End), 1);
        }

        return sum + AddBetweenWaits(drafts, sum);
    }

    private static long Add(List<PartDraft> drafts, StackReading reading, EvidenceKind evidence, long durationNs, (long Start, long End) between, long count)
    {
        PartDraft.In(drafts, reading.Site!).AddExact(reading, evidence, durationNs, between, count);
        return durationNs;
    }

    // A loop that waits again and again at one place takes its thread from the first wait to the last: waking up and looking
    // once more is part of it.
    private long AddBetweenWaits(List<PartDraft> drafts, long exact)
    {
        foreach (PartDraft draft in drafts)
        {
            if (draft.ExactCount >= WaitsOfALoop && draft.Site.Category != BlockingCategory.RuntimeWork)
            {
                long between = Net(draft.FirstStart, draft.LastEnd) - exact;
                if (between > 0 && between * 2 <= draft.ExactNs)
                {
                    draft.AddBetween(between);
                    return between;
                }
            }
        }

        return 0;
    }

    private long Net(long start, long end) => end <= start ? 0 : end - start - _pauses.Within(start, end);

    private void Clip(List<ExactInterval> closed, ExactInterval? open, PendingStall stall, List<ExactInterval> into)
    {
        into.Clear();
        foreach (ExactInterval interval in closed)
        {
            AddClipped(interval, stall, into);
        }

        // A wait whose stop has not come: it is known to last as far as its lane has come. When the lane has passed the
        // end of the span, the stop was lost, and how long the wait was nobody knows.
        bool mayGoOn = stall.IsOpen || stall.EndIsLowerBound || _clocks.WaitsWhole < stall.End;
        if (open is { Reading.Site: not null } going && mayGoOn)
        {
            AddClipped(going with { End = _clocks.Waits }, stall, into);
        }
    }

    private static void AddClipped(ExactInterval interval, PendingStall stall, List<ExactInterval> into)
    {
        // No work item starts or ends inside a wait: an interval that crosses such an instant lost its own stop and was
        // ended by another one's.
        bool outlivesWorkItem = (interval.Start < stall.Start && !stall.StartIsLowerBound)
            || (interval.End > stall.End && !stall.IsOpen && !stall.EndIsLowerBound);
        long start = Math.Max(interval.Start, stall.Start);
        long end = Math.Min(interval.End, stall.End);
        if (end > start && !outlivesWorkItem)
        {
            into.Add(interval with { Start = start, End = end });
        }
    }
}
