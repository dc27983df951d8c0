using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Suppressions;

namespace BlockWatch.Detection.Loops;

/// <summary>Makes findings of blocked turns, and adds what the user's filter left out of them to what it left out of the pool's.</summary>
internal sealed class LoopFindings
{
    private readonly FindingsBuilder _findings;
    private readonly SiteFilter _filter;
    private readonly LoopBook _book;
    private readonly LoopWatch _loops;

    public LoopFindings(FindingsBuilder findings, SiteFilter filter, LoopBook book, LoopWatch loops)
    {
        _findings = findings;
        _filter = filter;
        _book = book;
        _loops = loops;
    }

    /// <param name="now">The detector's clock.</param>
    public IReadOnlyList<Finding> Build(long now) =>
        [.. _book.Ledger.Tallies.Values.Where(tally => !_filter.IsSuppressed(tally.Site)).Select(tally => Of(tally, now))];

    /// <summary>What each suppression did, loops included.</summary>
    /// <param name="ofPool">What it did to stalls on threads of the pool, in the order given.</param>
    public IReadOnlyList<SuppressionOutcome> Add(IReadOnlyList<SuppressionOutcome> ofPool) =>
    [
        .. ofPool.Zip(_findings.Suppressions(_book.Ledger), (pool, loops) => pool with
        {
            Sites = [.. pool.Sites, .. loops.Sites],
            StallCount = pool.StallCount + loops.StallCount,
            TotalMs = pool.TotalMs + loops.TotalMs,
        }),
    ];

    /// <summary>What each site's own threshold did, loops included.</summary>
    /// <param name="ofPool">What it did to stalls on threads of the pool, in the order given.</param>
    public IReadOnlyList<SiteThresholdOutcome> Add(IReadOnlyList<SiteThresholdOutcome> ofPool) =>
    [
        .. ofPool.Zip(_book.Ledger.LeftOut.ThresholdOutcomes(), (pool, loops) => pool with
        {
            StallCount = pool.StallCount + loops.StallCount,
            TotalMs = pool.TotalMs + loops.TotalMs,
        }),
    ];

    private Finding Of(SiteTally tally, long now)
    {
        Finding finding = _findings.OfSite(tally, 0, now);
        return finding with
        {
            Confidence = _book.IsExact(tally.Site.Id) ? finding.Confidence : Confidence.Possible,
            PoolThreadSeconds = 0,
            Loop = new EventLoopFacts(tally.Site.LoopName, TurnsPerSecond(tally.Site.LoopName)),
        };
    }

    private double? TurnsPerSecond(string? name)
    {
        double[] rates = [.. _loops.Loops.Where(loop => loop.Name == name && loop.ToldNs > 0).Select(loop => loop.TurnCount * 1e9 / loop.ToldNs)];
        return rates.Length == 0 ? null : rates.Average();
    }
}
