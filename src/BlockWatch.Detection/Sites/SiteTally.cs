using BlockWatch.Detection.Chains;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Locks;
using BlockWatch.Detection.Requests;
using BlockWatch.Detection.Stacks;
using BlockWatch.Detection.Stalls;

namespace BlockWatch.Detection.Sites;

/// <summary>What was seen of one site, added up. Bounded: see the types of its fields, and <see cref="ThreadCap"/>.</summary>
internal sealed class SiteTally
{
    public const int ThreadCap = 4_096;

    // Lines of one method beyond these are not told apart.
    private const int LineCap = 32;

    // Samples that make a cause certain: this many in one stall, or fewer in each of several stalls.
    private const int ManySamples = 10;
    private const int SomeSamples = 3;
    private const int SeveralStalls = 2;
    private const int LikelySamples = 2;

    private readonly List<(Site Site, long Count)> _lines;
    private HashSet<long> _threads = [];
    private int _mostSamplesInAStall;
    private long _stallsWithSomeSamples;
    private bool _hasEvents;

    public SiteTally(Site site)
        : this([(site, 0)])
    {
    }

    private SiteTally(List<(Site Site, long Count)> lines) => _lines = lines;

    public Site Site => _lines.MaxBy(line => line.Count).Site;

    public DurationHistogram Durations { get; private set; } = new();

    public ShapeTally Stacks { get; private set; } = new();

    /// <summary>BW0003: the locks, and who held them.</summary>
    public LockTally Locks { get; private set; } = new();

    public RequestTally Requests { get; private set; } = new();

    public ChainTally Chains { get; private set; } = new();

    public long TotalNs { get; private set; }

    public double GcNs { get; private set; }

    /// <summary>For how long at least the threads were ready to run, and no processor was free; nanoseconds.</summary>
    public double QueuedNs { get; private set; }

    /// <summary>How many major page faults at least the threads had.</summary>
    public long MajorFaults { get; private set; }

    /// <summary>Stalls during which the container was surely throttled.</summary>
    public long ThrottledCount { get; private set; }

    public long OpenCount { get; private set; }

    /// <summary>Stalls that were under the threshold and found by their sum.</summary>
    public long ShortCount { get; private set; }

    /// <summary>The most that such stalls took in one second.</summary>
    public long ShortTakenNs { get; private set; }

    public bool IsSampled { get; private set; }

    public long SampleCount { get; private set; }

    public int Threads => _threads.Count;

    public long FirstSeen { get; private set; } = long.MaxValue;

    public long LastSeen { get; private set; } = long.MinValue;

    public Confidence Confidence
    {
        get
        {
            // Concluded, or spread from looks that reach beyond the stalls: more samples of the same do not make it certain.
            bool isEstimate = Site.Category == BlockingCategory.ProcessorQueue && QueuedNs * 2 < TotalNs;
            if (isEstimate || Site.BlockingFrame is { Origin: FrameOrigin.Inferred })
            {
                return SampleCount >= LikelySamples ? Confidence.Likely : Confidence.Possible;
            }

            if (_hasEvents || _mostSamplesInAStall >= ManySamples || _stallsWithSomeSamples >= SeveralStalls)
            {
                return Confidence.Certain;
            }

            // A cut stack may have lost the user's own frame.
            bool lacksFrames = Site.UserFrame is null && Stacks.AllCut;
            return SampleCount >= LikelySamples && !lacksFrames ? Confidence.Likely : Confidence.Possible;
        }
    }

    /// <param name="stall">The stall.</param>
    /// <param name="part">Its part at this site.</param>
    /// <param name="facts">What the operating system counted during it.</param>
    public void Add(PendingStall stall, PartDraft part, PartFacts facts)
    {
        QueuedNs += facts.QueuedNs;
        MajorFaults += facts.MajorFaults;
        ThrottledCount += facts.IsThrottled ? 1 : 0;
        long duration = part.DurationNs;
        TotalNs += duration;
        Durations.Add(duration);
        if (!stall.IsRuntimePause && stall.NetNs > 0)
        {
            GcNs += (double)stall.GcNs * duration / stall.NetNs;
        }

        OpenCount += stall.IsOpen || stall.OutlivesSession ? 1 : 0;
        if (_threads.Count < ThreadCap)
        {
            _threads.Add(stall.Track.ThreadId);
        }

        FirstSeen = Math.Min(FirstSeen, stall.Start);
        LastSeen = Math.Max(LastSeen, stall.End);
        AddEvidence(part);
        if (stall.Requests is { } requests && !stall.IsRuntimePause)
        {
            Requests.Add(requests, duration);
        }

        // The chain is that of the largest part's stack.
        if (stall.Chain is { } chain && chain.SiteId == part.SiteId)
        {
            Chains.Add(chain.Chain);
        }

        AddLine(part.Site);
    }

    public void AddShort(ShortStallSum sum, long count)
    {
        ShortCount += count;
        ShortTakenNs = Math.Max(ShortTakenNs, sum.TakenNs);

        // There were more before their stacks were asked for.
        IsSampled = true;
    }

    public SiteTally Copy() => new([.. _lines])
    {
        _threads = [.. _threads],
        _mostSamplesInAStall = _mostSamplesInAStall,
        _stallsWithSomeSamples = _stallsWithSomeSamples,
        _hasEvents = _hasEvents,
        Durations = Durations.Copy(),
        Stacks = Stacks.Copy(),
        Locks = Locks.Copy(),
        Requests = Requests.Copy(),
        Chains = Chains.Copy(),
        TotalNs = TotalNs,
        GcNs = GcNs,
        QueuedNs = QueuedNs,
        MajorFaults = MajorFaults,
        ThrottledCount = ThrottledCount,
        OpenCount = OpenCount,
        ShortCount = ShortCount,
        ShortTakenNs = ShortTakenNs,
        IsSampled = IsSampled,
        SampleCount = SampleCount,
        FirstSeen = FirstSeen,
        LastSeen = LastSeen,
    };

    private void AddEvidence(PartDraft part)
    {
        _hasEvents |= part.ExactEvidence is EvidenceKind.Wait or EvidenceKind.Contention or EvidenceKind.Suspension or EvidenceKind.Compilation;
        IsSampled |= part.SampleCount > 0 && part.ExactNs == 0;
        SampleCount += part.SampleCount;
        _mostSamplesInAStall = Math.Max(_mostSamplesInAStall, part.SampleCount);
        _stallsWithSomeSamples += part.SampleCount >= SomeSamples ? 1 : 0;
        foreach ((CallStack stack, long count) in part.Stacks)
        {
            Stacks.Add(stack, count);
        }
    }

    private void AddLine(Site site)
    {
        for (int i = 0; i < _lines.Count; i++)
        {
            if (_lines[i].Site.UserFrame == site.UserFrame && _lines[i].Site.BlockingFrame == site.BlockingFrame)
            {
                _lines[i] = (_lines[i].Site, _lines[i].Count + 1);
                return;
            }
        }

        if (_lines.Count < LineCap)
        {
            _lines.Add((site, 1));
        }
    }
}
