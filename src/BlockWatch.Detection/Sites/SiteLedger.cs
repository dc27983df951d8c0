using BlockWatch.Detection.Chains;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Locks;
using BlockWatch.Detection.Marks;
using BlockWatch.Detection.ShortStalls;
using BlockWatch.Detection.Stalls;
using BlockWatch.Detection.Suppressions;

namespace BlockWatch.Detection.Sites;

/// <summary>All sites of the session. Bounded: over <see cref="Cap"/> sites, the one that took the least time is forgotten (its time stays in the sums).</summary>
internal sealed class SiteLedger
{
    public const int Cap = 2_048;

    // A part counts from this share of its stall on, and from this long on.
    private const int CountedPercent = 5;
    private const long CountedNs = 1_000_000;

    private readonly Dictionary<string, SiteTally> _tallies;

    public SiteLedger(SiteFilter filter)
        : this([], new LeftOutTally(filter))
    {
    }

    private SiteLedger(Dictionary<string, SiteTally> tallies, LeftOutTally leftOut) => (_tallies, LeftOut) = (tallies, leftOut);

    /// <summary>What the user's filter leaves out. Suppressed sites have tallies too; parts under their site's own threshold are in none.</summary>
    public LeftOutTally LeftOut { get; }

    public IReadOnlyDictionary<string, SiteTally> Tallies => _tallies;

    /// <summary>When the stalls were of which a finding tells, under the site of their largest part.</summary>
    public LongestMarks Marks { get; private init; } = new();

    public long StallCount { get; private set; }

    public long UnexplainedCount { get; private set; }

    /// <summary>How often a site was forgotten.</summary>
    public long ForgottenCount { get; private set; }

    /// <summary>All stalls' time without garbage collection, nanoseconds.</summary>
    public long StalledNs { get; private set; }

    /// <summary>Time of the stalls that were runtime pauses, nanoseconds.</summary>
    public long PausedNs { get; private set; }

    /// <summary>Adds a stall; call once for each.</summary>
    /// <param name="stall">The stall.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="unexplained">The site of unexplained parts.</param>
    /// <param name="countsUnexplained">False for stalls whose evidence may still be under way: not yet explained is not unexplained.</param>
    public void Add(PendingStall stall, IReadOnlyList<PartDraft> parts, Site unexplained, bool countsUnexplained)
    {
        StallCount++;
        StalledNs += Math.Max(0, stall.NetNs);
        PausedNs += stall.IsRuntimePause ? stall.GcNs : 0;
        UnexplainedCount += countsUnexplained && parts[0].SiteId == unexplained.Id ? 1 : 0;
        LeftOut.BeginStall();
        var facts = StallFacts.Of(stall, parts);
        string? told = null;
        foreach (PartDraft part in parts)
        {
            bool isWorthCounting = part.DurationNs >= CountedNs && part.DurationNs * 100 >= stall.CountedNs * CountedPercent;
            if (isWorthCounting && (countsUnexplained || part.SiteId != unexplained.Id) && LeftOut.Add(part))
            {
                TallyOf(part.Site).Add(stall, part, facts.Of(part));
                told ??= LeftOut.IsSuppressed(part) ? null : part.SiteId;
            }
        }

        LeftOut.EndStall();
        if (told is not null)
        {
            Marks.Add(new TimelineMark(stall.Start, stall.End, told));
        }
    }

    /// <summary>Adds the stalls under the threshold of a site that took too much of the pool together. They are no stalls of the session's count.</summary>
    public void AddShort(ShortStallSum sum, SiteShare share)
    {
        long told = 0;
        foreach ((PendingStall stall, PartDraft part) in share.Stalls)
        {
            StalledNs += part.DurationNs;
            LeftOut.BeginStall();
            if (LeftOut.Add(part))
            {
                told++;
                TallyOf(sum.Site).Add(stall, part, PartFacts.None);
            }

            LeftOut.EndStall();
        }

        if (told > 0)
        {
            TallyOf(sum.Site).AddShort(sum, told);
        }
    }

    /// <summary>What is known of a site's locks, to be added to; null when there is no such site.</summary>
    public LockTally? LocksOf(string siteId) => _tallies.GetValueOrDefault(siteId)?.Locks;

    /// <summary>Adds the chain of a stall that was added before it was known.</summary>
    public void AddChain(string siteId, AsyncChain chain)
    {
        if (_tallies.TryGetValue(siteId, out SiteTally? tally))
        {
            tally.Chains.Add(chain);
        }
    }

    /// <summary>A ledger to which unsettled stalls can be added without changing this one.</summary>
    /// <param name="siteIds">The sites that will be added to; the others are shared.</param>
    public SiteLedger CopyFor(IReadOnlySet<string> siteIds)
    {
        var tallies = new Dictionary<string, SiteTally>(_tallies);
        foreach (string id in siteIds)
        {
            if (tallies.TryGetValue(id, out SiteTally? tally))
            {
                tallies[id] = tally.Copy();
            }
        }

        return new SiteLedger(tallies, LeftOut.Copy())
        {
            StallCount = StallCount,
            UnexplainedCount = UnexplainedCount,
            ForgottenCount = ForgottenCount,
            StalledNs = StalledNs,
            PausedNs = PausedNs,
            Marks = Marks.Copy(),
        };
    }

    private SiteTally TallyOf(Site site)
    {
        if (_tallies.TryGetValue(site.Id, out SiteTally? tally))
        {
            return tally;
        }

        if (_tallies.Count >= Cap)
        {
            _tallies.Remove(_tallies.MinBy(entry => entry.Value.TotalNs).Key);
            ForgottenCount++;
        }

        tally = new SiteTally(site);
        _tallies.Add(site.Id, tally);
        return tally;
    }
}
