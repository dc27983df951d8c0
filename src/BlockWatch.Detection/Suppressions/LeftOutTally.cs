using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stalls;

namespace BlockWatch.Detection.Suppressions;

/// <summary>Counts what the user's filter leaves out of the findings, so that totals still add up and a filter that matches nothing is seen.</summary>
internal sealed class LeftOutTally
{
    private readonly SiteFilter _filter;
    private readonly Count[] _thresholds;
    private readonly Count[] _suppressions;

    // What the stall that is being added met; cleared with each.
    private readonly HashSet<int> _metSuppressions = [];
    private readonly HashSet<int> _metThresholds = [];
    private bool _hasTold;
    private bool _hasLeftOut;

    public LeftOutTally(SiteFilter filter)
        : this(filter, new Count[filter.Thresholds.Count], new Count[filter.Suppressions.Count])
    {
    }

    private LeftOutTally(SiteFilter filter, Count[] thresholds, Count[] suppressions)
    {
        _filter = filter;
        _thresholds = thresholds;
        _suppressions = suppressions;
    }

    /// <summary>Stalls of which no finding tells, because all of it that counts was left out.</summary>
    public long StallCount { get; private set; }

    /// <summary>The parts that were left out, nanoseconds.</summary>
    public long TotalNs { get; private set; }

    /// <summary>Begins a stall: its parts follow, then <see cref="EndStall"/>.</summary>
    public void BeginStall()
    {
        _metSuppressions.Clear();
        _metThresholds.Clear();
        _hasTold = false;
        _hasLeftOut = false;
    }

    /// <summary>Takes a part that counts.</summary>
    /// <returns>False when it stays under its site's own threshold and belongs to no site then; true also for a suppressed one.</returns>
    public bool Add(PartDraft part)
    {
        Site site = part.Site;
        int under = _filter.ThresholdOver(site, part.DurationNs);
        if (under != SiteFilter.None)
        {
            _thresholds[under].Add(part.DurationNs, _metThresholds.Add(under));
            LeaveOut(part);
            return false;
        }

        int suppression = _filter.SuppressionOf(site);
        if (suppression != SiteFilter.None)
        {
            _suppressions[suppression].Add(part.DurationNs, _metSuppressions.Add(suppression));
        }

        if (_filter.IsSuppressed(site))
        {
            LeaveOut(part);
        }
        else
        {
            _hasTold = true;
        }

        return true;
    }

    /// <summary>True when a suppression keeps the part's site out of the findings.</summary>
    public bool IsSuppressed(PartDraft part) => _filter.IsSuppressed(part.Site);

    public void EndStall() => StallCount += _hasLeftOut && !_hasTold ? 1 : 0;

    public LeftOutTally Copy() => new(_filter, [.. _thresholds], [.. _suppressions]) { StallCount = StallCount, TotalNs = TotalNs };

    /// <summary>Every own threshold, in the order given.</summary>
    public IReadOnlyList<SiteThresholdOutcome> ThresholdOutcomes() =>
        [.. _filter.Thresholds.Select((threshold, i) => new SiteThresholdOutcome(threshold, _thresholds[i].Stalls, _thresholds[i].Ns / 1e6))];

    /// <summary>Every suppression, in the order given.</summary>
    /// <param name="sites">What is known of each site that one of them matches.</param>
    public IReadOnlyList<SuppressionOutcome> SuppressionOutcomes(IReadOnlyList<SuppressedSite> sites) =>
    [
        .. _filter.Suppressions.Select((suppression, i) => new SuppressionOutcome(
            suppression,
            [.. sites.Where(known => _filter.SuppressionOf(known.Site) == i).OrderByDescending(known => known.TotalMs).ThenBy(known => known.Site.Id, StringComparer.Ordinal)],
            _suppressions[i].Stalls,
            _suppressions[i].Ns / 1e6)),
    ];

    private void LeaveOut(PartDraft part)
    {
        _hasLeftOut = true;
        TotalNs += part.DurationNs;
    }

    private record struct Count(long Stalls, long Ns)
    {
        public void Add(long durationNs, bool isFirstOfStall)
        {
            Stalls += isFirstOfStall ? 1 : 0;
            Ns += durationNs;
        }
    }
}
