using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Samples;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stalls;
using BlockWatch.Detection.Suppressions;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection.Loops;

/// <summary>Counts the blocked turns of loops by loop and site, and tells of them. They take no pool thread, and are in no sum of those that do.</summary>
internal sealed class LoopBook
{
    private readonly IDetectionListener _listener;
    private readonly ISiteFactory _sites;
    private readonly StackReader _reader;
    private readonly Func<long> _nextStallId;
    private readonly HashSet<string> _exactSites = [];

    public LoopBook(IDetectionListener listener, ISiteFactory sites, StackReader reader, SiteFilter filter, Func<long> nextStallId)
    {
        _listener = listener;
        _sites = sites;
        _reader = reader;
        _nextStallId = nextStallId;
        Ledger = new SiteLedger(filter);
    }

    /// <summary>The sites that blocked loops.</summary>
    public SiteLedger Ledger { get; }

    /// <summary>True when an event spans at least one of the site's turns; otherwise two short ones may have been taken for one.</summary>
    public bool IsExact(string siteId) => _exactSites.Contains(siteId);

    /// <summary>Tells of a wait that goes on.</summary>
    /// <returns>The number under which it was told of.</returns>
    public long TellOpen(LoopThread thread, ExactInterval wait, EvidenceKind kind, long now)
    {
        PartDraft part = Exact(thread, wait.Reading, kind, now - wait.Start, (wait.Start, now));
        PendingStall open = StallOf(thread, wait.Start, now) with { Id = _nextStallId(), IsOpen = true };
        _listener.OnStallExplained(StallView.Of(open, [part]));
        return open.Id;
    }

    /// <summary>Counts a wait that was a blocked turn, or the most of one.</summary>
    public void AddWait(LoopThread thread, LoopWait wait, bool outlivesSession)
    {
        Add(StallOf(thread, wait) with { OutlivesSession = outlivesSession }, Exact(thread, wait), isExact: true);
    }

    /// <summary>Counts a turn that the async lane told of from begin to end. All of it goes to what blocked it for the most of it.</summary>
    public void AddTurn(LoopThread thread, long start, long end, bool outlivesSession)
    {
        List<LoopWait> waits = thread.ClosedWaits.FindAll(wait => wait.LiesIn(start, end));
        List<SamplePoint> samples = thread.Samples.FindAll(sample => sample.Time >= start && sample.Time <= end && sample.Reading is { RunsTurn: true, Site: not null });
        long id = waits.Find(wait => wait.StallId != 0).StallId;
        PendingStall stall = StallOf(thread, start, end) with { Id = id, OutlivesSession = outlivesSession, EndIsLowerBound = outlivesSession };
        Add(stall, Explain(thread, waits, samples, (start, end)), isExact: true);

        // Each that was told of while it went on has to be closed; only the turn is counted.
        foreach (LoopWait wait in waits.Where(wait => wait.StallId != 0 && wait.StallId != id))
        {
            _listener.OnStallClosed(StallView.Of(StallOf(thread, wait), [Exact(thread, wait)]));
        }
    }

    /// <summary>Counts a stay at one place that only samples tell of.</summary>
    public void AddLooks(LoopThread thread, LoopLooks looks)
    {
        PartDraft part = PartOf(thread, looks.Reading.Site!);
        part.AddSample(OnLoop(thread, looks.Reading), looks.SampleCount, 1);
        part.SampledNs = looks.Last - looks.First;
        Add(StallOf(thread, looks.First, looks.Last) with { StartIsLowerBound = true, EndIsLowerBound = true }, part, isExact: false);
    }

    private PartDraft Explain(LoopThread thread, List<LoopWait> waits, List<SamplePoint> samples, (long Start, long End) turn)
    {
        long length = turn.End - turn.Start;
        var byWait = waits.GroupBy(wait => wait.Interval.Reading.Site!.Id).MaxBy(group => group.Sum(wait => wait.DurationNs));
        var bySample = samples.GroupBy(sample => sample.Reading.Site!.Id).MaxBy(group => group.Count());
        if (byWait is not null && (bySample is null || byWait.Sum(wait => wait.DurationNs) * 2 >= length))
        {
            LoopWait longest = byWait.MaxBy(wait => wait.DurationNs);
            return Exact(thread, longest.Interval.Reading, longest.Kind, length, turn);
        }

        if (bySample is not null)
        {
            PartDraft sampled = PartOf(thread, bySample.First().Reading.Site!);
            foreach (SamplePoint sample in bySample)
            {
                sampled.AddSample(OnLoop(thread, sample.Reading), 1, 1);
            }

            sampled.SampledNs = length;
            return sampled;
        }

        PartDraft unexplained = PartOf(thread, _reader.Unexplained);
        unexplained.AddUnstacked(EvidenceKind.Span, length);
        return unexplained;
    }

    private void Add(PendingStall stall, PartDraft part, bool isExact)
    {
        bool wasTold = stall.Id != 0;
        stall.Id = wasTold ? stall.Id : _nextStallId();
        Ledger.Add(stall, [part], _reader.Unexplained, countsUnexplained: true);
        if (isExact && _exactSites.Count < SiteLedger.Cap)
        {
            _exactSites.Add(part.SiteId);
        }

        Findings.Stall told = StallView.Of(stall, [part]);
        if (!wasTold && told.IsExplained)
        {
            _listener.OnStallExplained(told);
        }

        _listener.OnStallClosed(told);
    }

    private static PendingStall StallOf(LoopThread thread, long start, long end) => new() { Track = thread.Track, Start = start, End = end, GcNs = 0 };

    private static PendingStall StallOf(LoopThread thread, LoopWait wait) =>
        StallOf(thread, wait.Interval.Start, wait.Interval.End) with { Id = wait.StallId, EndIsLowerBound = wait.EndIsLowerBound };

    private PartDraft Exact(LoopThread thread, LoopWait wait) =>
        Exact(thread, wait.Interval.Reading, wait.Kind, wait.DurationNs, (wait.Interval.Start, wait.Interval.End));

    private PartDraft Exact(LoopThread thread, StackReading reading, EvidenceKind kind, long durationNs, (long Start, long End) between)
    {
        StackReading onLoop = OnLoop(thread, reading);
        var part = new PartDraft(onLoop.Site!);
        part.AddExact(onLoop, kind, durationNs, between);
        return part;
    }

    private PartDraft PartOf(LoopThread thread, Site site) => new(_sites.SiteOnLoop(site, thread.Name));

    private StackReading OnLoop(LoopThread thread, StackReading reading) => reading with { Site = _sites.SiteOnLoop(reading.Site!, thread.Name) };
}
