using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Stalls;

/// <summary>What one site takes of a stall, while it is being added up.</summary>
internal sealed class PartDraft
{
    // Lines and stacks beyond these are counted to the site but not kept.
    private const int LineCap = 32;
    private const int StackCap = 64;

    private readonly List<(Site Site, long Count)> _lines = [];
    private readonly List<(CallStack Stack, long Count)> _stacks = [];

    public PartDraft(Site site) => _lines.Add((site, 0));

    /// <summary>The site's draft among these; added when there is none yet.</summary>
    public static PartDraft In(List<PartDraft> drafts, Site site)
    {
        foreach (PartDraft draft in drafts)
        {
            if (draft.SiteId == site.Id)
            {
                return draft;
            }
        }

        var added = new PartDraft(site);
        drafts.Add(added);
        return added;
    }

    public string SiteId => _lines[0].Site.Id;

    public long ExactNs { get; private set; }

    /// <summary>How many waits <see cref="ExactNs"/> is made of.</summary>
    public long ExactCount { get; private set; }

    /// <summary>Start of the first of them; <see cref="long.MaxValue"/> when there is none.</summary>
    public long FirstStart { get; private set; } = long.MaxValue;

    /// <summary>End of the last of them.</summary>
    public long LastEnd { get; private set; } = long.MinValue;

    public long SampledNs { get; set; }

    /// <summary>Samples that speak for <see cref="SampledNs"/>.</summary>
    public int SampleCount { get; private set; }

    /// <summary>How much of the time without exact evidence they speak for, 0 to 1.</summary>
    public double Share { get; private set; }

    public EvidenceKind ExactEvidence { get; private set; } = EvidenceKind.Span;

    public long DurationNs => ExactNs + SampledNs;

    public IReadOnlyList<(CallStack Stack, long Count)> Stacks => _stacks;

    /// <summary>The same site at different lines, or with different callees: the one that was seen most.</summary>
    public Site Site
    {
        get
        {
            (Site Site, long Count) most = _lines[0];
            foreach ((Site Site, long Count) line in _lines)
            {
                most = line.Count > most.Count ? line : most;
            }

            return most.Site;
        }
    }

    /// <summary>Adds waits that lie between these times and take that long together.</summary>
    public void AddExact(StackReading reading, EvidenceKind evidence, long durationNs, (long Start, long End) between, long count = 1)
    {
        ExactCount += count;
        FirstStart = Math.Min(FirstStart, between.Start);
        LastEnd = Math.Max(LastEnd, between.End);

        // Where both are evidence at one site, the first named kind stays: contentions come before waits.
        ExactEvidence = ExactEvidence == EvidenceKind.Span ? evidence : ExactEvidence;
        ExactNs += durationNs;
        AddStack(reading.Stack, count);
        AddLine(reading.Site!, count);
    }

    /// <summary>Adds the time between waits that follow one another.</summary>
    public void AddBetween(long durationNs) => ExactNs += durationNs;

    public void AddSample(StackReading reading, int weight, double share)
    {
        SampleCount += weight;
        Share += share;
        AddStack(reading.Stack, weight);
        AddLine(reading.Site!, weight);
    }

    /// <summary>Another way to get to the site; no duration rests on it.</summary>
    public void AddStack(CallStack stack, long count)
    {
        if (stack.Frames.Count == 0)
        {
            return;
        }

        for (int i = 0; i < _stacks.Count; i++)
        {
            if (ReferenceEquals(_stacks[i].Stack, stack))
            {
                _stacks[i] = (stack, _stacks[i].Count + count);
                return;
            }
        }

        if (_stacks.Count < StackCap)
        {
            _stacks.Add((stack, count));
        }
    }

    /// <summary>Takes over what the samples of another part say; the site stays.</summary>
    public void Absorb(PartDraft other)
    {
        SampleCount += other.SampleCount;
        Share += other.Share;
        foreach ((CallStack stack, long count) in other._stacks)
        {
            AddStack(stack, count);
        }
    }

    /// <summary>Time that no stack speaks for: a runtime pause, or what nothing explains.</summary>
    public void AddUnstacked(EvidenceKind evidence, long durationNs)
    {
        ExactEvidence = evidence;
        ExactNs += durationNs;
    }

    public StallPart ToPart()
    {
        CallStack? example = null;
        long most = 0;
        foreach ((CallStack stack, long count) in _stacks)
        {
            if (count > most)
            {
                (example, most) = (stack, count);
            }
        }

        bool isSampled = SampledNs > ExactNs;
        EvidenceKind evidence = isSampled && SampleCount > 0 ? EvidenceKind.Samples : ExactEvidence;
        return new StallPart(Site, DurationNs, evidence, SampleCount, example);
    }

    private void AddLine(Site site, long count)
    {
        for (int i = 0; i < _lines.Count; i++)
        {
            if (_lines[i].Site.UserFrame == site.UserFrame && _lines[i].Site.BlockingFrame == site.BlockingFrame)
            {
                _lines[i] = (_lines[i].Site, _lines[i].Count + count);
                return;
            }
        }

        if (_lines.Count < LineCap)
        {
            _lines.Add((site, count));
        }
    }
}
