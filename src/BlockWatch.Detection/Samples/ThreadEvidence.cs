using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Pauses;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection.Samples;

/// <summary>A thread's waits, contentions and samples that no settled stall has used yet. Bounded.</summary>
/// <remarks>
/// Over <see cref="IntervalCap"/> intervals, the older half of what belongs to the open span is folded into one sum per
/// site; over <see cref="SampleCap"/> samples, the older half into one weighted sample per stack. What cannot be folded is
/// thinned out: the oldest intervals go, and every second sample.
/// </remarks>
internal sealed class ThreadEvidence
{
    public const int IntervalCap = 1024;
    public const int SampleCap = 512;
    public const int FoldedSiteCap = 64;

    // Trimming looks at every entry, so it is left until there are a few.
    private const int TrimAt = 32;

    /// <summary>In time order, and apart from one another.</summary>
    public List<ExactInterval> Waits { get; } = [];

    /// <summary>In time order, and apart from one another.</summary>
    public List<ExactInterval> Contentions { get; } = [];

    public List<SamplePoint> Samples { get; } = [];

    /// <summary>What the operating system wrote down of the thread.</summary>
    public ThreadAccounts Accounts { get; } = new();

    /// <summary>Of the open span: what was folded. Handed over when the span ends as a stall.</summary>
    public List<FoldedWaits>? Folded { get; set; }

    public bool IsEmpty => Waits.Count == 0 && Contentions.Count == 0 && Samples.Count == 0 && Accounts.IsEmpty && Folded is null;

    public void Add(ExactInterval interval, EvidenceKind kind, ThreadTrack track, LaneClocks clocks, PauseTimeline pauses)
    {
        List<ExactInterval> list = kind == EvidenceKind.Contention ? Contentions : Waits;
        list.Add(interval);
        if (list.Count > TrimAt && list.Count % TrimAt == 1)
        {
            Trim(track.Horizon(clocks.Now));
        }

        if (list.Count > IntervalCap)
        {
            Fold(list, kind, track, Math.Min(clocks.Now, clocks.Waits), pauses);
        }
    }

    public void Add(SamplePoint sample, ThreadTrack track, LaneClocks clocks)
    {
        if (Samples.Count > 0 && Samples[^1].Time == sample.Time && !Samples[^1].IsFolded)
        {
            // A thread has one stack at one instant: the same sample came twice.
            return;
        }

        Samples.Add(sample);
        if (Samples.Count > TrimAt && Samples.Count % TrimAt == 1)
        {
            Trim(track.Horizon(clocks.Now));
        }

        if (Samples.Count > SampleCap)
        {
            FoldSamples(Math.Min(clocks.Now, clocks.Waits));
        }
    }

    /// <summary>Forgets what ended before the horizon.</summary>
    public void Trim(long horizon)
    {
        TrimIntervals(Waits, horizon);
        TrimIntervals(Contentions, horizon);
        Accounts.Trim(horizon);
        int kept = 0;
        for (int i = 0; i < Samples.Count; i++)
        {
            if (Samples[i].Time >= horizon)
            {
                Samples[kept++] = Samples[i];
            }
        }

        Samples.RemoveRange(kept, Samples.Count - kept);
    }

    public bool IsInsideInterval(long time, string? siteId) =>
        Contains(Contentions, time) || Contains(Waits, time) || IsInsideFolded(time, siteId);

    private bool IsInsideFolded(long time, string? siteId)
    {
        if (Folded is null)
        {
            return false;
        }

        foreach (FoldedWaits folded in Folded)
        {
            if (folded.Reading.Site!.Id == siteId && time >= folded.Start && time <= folded.End)
            {
                return true;
            }
        }

        return false;
    }

    public static bool Contains(List<ExactInterval> intervals, long time)
    {
        int low = 0;
        int high = intervals.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (intervals[middle].Start <= time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low > 0 && time <= intervals[low - 1].End;
    }

    private static void TrimIntervals(List<ExactInterval> intervals, long horizon)
    {
        int gone = 0;
        while (gone < intervals.Count && intervals[gone].End < horizon)
        {
            gone++;
        }

        if (gone > 0)
        {
            intervals.RemoveRange(0, gone);
        }
    }

    private void Fold(List<ExactInterval> list, EvidenceKind kind, ThreadTrack track, long settledUntil, PauseTimeline pauses)
    {
        int half = list.Count / 2;
        if (track.State != SpanState.Running || track.PendingStalls > 0)
        {
            list.RemoveRange(0, half);
            return;
        }

        int folded = 0;
        while (folded < half && list[folded].Start >= track.Start && list[folded].End <= settledUntil)
        {
            AddFolded(list[folded], kind == EvidenceKind.Contention ? kind : list[folded].WaitKind, pauses);
            folded++;
        }

        list.RemoveRange(0, folded > 0 ? folded : half);
    }

    private void AddFolded(ExactInterval interval, EvidenceKind kind, PauseTimeline pauses)
    {
        Folded ??= [];
        FoldedWaits? into = null;
        foreach (FoldedWaits folded in Folded)
        {
            if (folded.Evidence == kind && folded.Reading.Site!.Id == interval.Reading.Site!.Id)
            {
                into = folded;
            }
        }

        if (into is null)
        {
            if (Folded.Count >= FoldedSiteCap)
            {
                return;
            }

            into = new FoldedWaits { Reading = interval.Reading, Evidence = kind, Start = interval.Start };
            Folded.Add(into);
        }

        into.End = interval.End;
        into.NetNs += NetOfContentions(interval, kind, pauses);
        into.Count++;
    }

    private long NetOfContentions(ExactInterval interval, EvidenceKind kind, PauseTimeline pauses)
    {
        long net = interval.End - interval.Start - pauses.Within(interval.Start, interval.End);
        if (kind != EvidenceKind.Contention)
        {
            foreach (ExactInterval contention in Contentions)
            {
                long start = Math.Max(contention.Start, interval.Start);
                long end = Math.Min(contention.End, interval.End);
                net -= end > start ? end - start - pauses.Within(start, end) : 0;
            }
        }

        return Math.Max(0, net);
    }

    private void FoldSamples(long settledUntil)
    {
        int half = Samples.Count / 2;
        var groups = new Dictionary<StackReading, SamplePoint>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < half; i++)
        {
            SamplePoint sample = Samples[i];
            if (sample.Time > settledUntil || (!sample.IsFolded && IsInsideInterval(sample.Time, sample.Reading.Site?.Id)))
            {
                continue;
            }

            int before = groups.TryGetValue(sample.Reading, out SamplePoint known) ? known.Weight : 0;
            groups[sample.Reading] = sample with { Weight = sample.Weight + before, IsFolded = true };
        }

        if (groups.Count > half / 2)
        {
            ThinOut(half);
            return;
        }

        Samples.RemoveRange(0, half);
        Samples.InsertRange(0, groups.Values);
    }

    private void ThinOut(int half)
    {
        int kept = 0;
        for (int i = 0; i < Samples.Count; i++)
        {
            if (i >= half || i % 2 == 0)
            {
                Samples[kept++] = Samples[i];
            }
        }

        Samples.RemoveRange(kept, Samples.Count - kept);
    }
}
