using BlockWatch.Detection.Rules;
using BlockWatch.Reports.Diffs.Statistics;
using BlockWatch.Reports.Matching;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Diffs;

/// <summary>The tests of one place: how often and how long, in both reports.</summary>
internal sealed class DiffTests
{
    // Fewer in all can never be significant: their tests would only weaken the others'.
    private const long LeastForCounts = 8;
    private const long LeastForLengths = 10;
    private const double LeastLengthDifferenceMs = 20;

    private DiffTests()
    {
    }

    public double? CountP { get; private init; }

    /// <summary>By the normalisation that says less; null when one of both reports has none.</summary>
    public double? CountRatio { get; private init; }

    public double? LengthP { get; private init; }

    public double? LengthRatio { get; private init; }

    public static DiffTests Of(SitePair pair, RecordedSites before, RecordedSites after)
    {
        (double? ratio, double? p) = Rates(pair, before, after);
        (double? lengthRatio, double? lengthP) = Lengths(pair);
        return new DiffTests { CountP = p, CountRatio = ratio, LengthP = lengthP, LengthRatio = lengthRatio };
    }

    // A change must hold by time and by work: twice the load makes twice the stalls, and is no change of the code.
    private static (double? Ratio, double? P) Rates(SitePair pair, RecordedSites before, RecordedSites after)
    {
        List<(double Before, double After)> exposures = [(before.WatchedMs, after.WatchedMs)];
        if (before.WorkItems > 0 && after.WorkItems > 0)
        {
            exposures.Add((before.WorkItems, after.WorkItems));
        }

        (long Before, long After) counts = Counts(pair);
        (long Before, long After) tested = counts;
        bool isInBoth = counts is { Before: > 0, After: > 0 };
        if (isInBoth)
        {
            // Whether a place blocks at all does not depend on how many did so at once; how often it does so, does. Both are reckoned
            // alike: otherwise as many stalls, but in a starvation, would look like fewer.
            double independent = Math.Min(IndependentShare(pair.Base, before), IndependentShare(pair.New, after));
            tested = ((long)Math.Ceiling(counts.Before * independent), (long)Math.Ceiling(counts.After * independent));
        }

        bool isTested = tested.Before + tested.After >= LeastForCounts && exposures.TrueForAll(exposure => exposure is { Before: > 0, After: > 0 });
        double? p = isTested ? exposures.Max(exposure => RateTest.PValue(tested.Before, exposure.Before, tested.After, exposure.After)) : null;
        if (!isInBoth)
        {
            return (null, p);
        }

        List<double> ratios = [.. exposures.Select(exposure => RateTest.Ratio(counts.Before, exposure.Before, counts.After, exposure.After))];
        bool disagree = ratios.Exists(ratio => ratio > 1) && ratios.Exists(ratio => ratio < 1);
        return disagree ? (1, isTested ? 1 : null) : (ratios.MinBy(ratio => Math.Abs(Math.Log(ratio))), p);
    }

    private static (double? Ratio, double? P) Lengths(SitePair pair)
    {
        if (pair is not { Base: [{ P50Ms: > 0, Count: >= LeastForLengths } before], New: [{ P50Ms: > 0, Count: >= LeastForLengths } after] })
        {
            return (null, null);
        }

        double p = Math.Abs(after.P50Ms - before.P50Ms) < LeastLengthDifferenceMs
            ? 1
            : LengthTest.PValue((before.P50Ms, before.P95Ms, before.Count), (after.P50Ms, after.P95Ms, after.Count));
        return (after.P50Ms / before.P50Ms, p);
    }

    // Stalls under the threshold are counted only from when their sum was too much: they count where there is nothing else.
    private static (long Before, long After) Counts(SitePair pair)
    {
        (long Before, long After) over = (pair.Base.Sum(OverThreshold), pair.New.Sum(OverThreshold));
        return over == (0, 0) ? (pair.Base.Sum(finding => finding.Count), pair.New.Sum(finding => finding.Count)) : over;
    }

    private static long OverThreshold(ReportFinding finding) => finding.Count - finding.ShortCount;

    // The stalls of one starvation come together: they are one occurrence, not forty. 1 when there was none.
    private static double IndependentShare(IReadOnlyList<ReportFinding> findings, RecordedSites sites)
    {
        double independent = findings.Sum(finding => Independent(finding, sites));
        long all = findings.Sum(finding => finding.Count);
        return all > 0 ? Math.Min(1, independent / all) : 1;
    }

    private static double Independent(ReportFinding finding, RecordedSites sites)
    {
        List<double> taken = [.. sites.Reports.SelectMany(report => report.Starvation).SelectMany(episode => episode.Culprits)
            .Where(culprit => culprit.FindingId == finding.Id).Select(culprit => culprit.PoolThreadSeconds)];
        if (taken.Count == 0 || finding.PoolThreadSeconds <= 0)
        {
            return finding.Count;
        }

        double outside = Math.Max(0, 1 - (taken.Sum() / finding.PoolThreadSeconds));
        return (finding.Count * outside) + taken.Count;
    }
}
