using BlockWatch.Detection.Findings;
using BlockWatch.Reports.Building;
using BlockWatch.Reports.Diffs.Model;
using BlockWatch.Reports.Matching;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Diffs;

/// <summary>Compares two reports place by place. Pure: the same two give the same comparison.</summary>
public static class ReportDiffBuilder
{
    private const double MsPerMinute = 60_000;

    /// <param name="before">What the comparison starts from.</param>
    /// <param name="after">What is compared with it.</param>
    /// <param name="toolVersion">The version of blockwatch: <c>0.1.0</c>.</param>
    /// <exception cref="ReportException">They cannot be compared: a stall was something else in each.</exception>
    public static ReportDiff Build(RecordedSites before, RecordedSites after, string toolVersion)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(toolVersion);
        if (before.ThresholdMs != after.ThresholdMs && before.Reports.Count > 0 && after.Reports.Count > 0)
        {
            throw new ReportException(
                $"The reports cannot be compared: a stall was {Measures.Milliseconds(before.ThresholdMs)} or longer in the first and "
                + $"{Measures.Milliseconds(after.ThresholdMs)} in the second: watch both with the same --threshold.");
        }

        IReadOnlyList<SitePair> pairs = SiteMatcher.Match(before.Findings, after.Findings);
        Dictionary<SitePair, DiffTests> tests = new(ReferenceEqualityComparer.Instance);
        foreach (SitePair pair in pairs.Where(pair => SiteMatcher.HasPlace(pair.New.Concat(pair.Base).First().RuleId)))
        {
            tests[pair] = DiffTests.Of(pair, before, after);
        }

        DiffJudge judge = new(before, after, tests);
        List<DiffSite> sites = [.. pairs.Select(pair => ToSite(pair, judge, tests.GetValueOrDefault(pair), before, after))
            .OrderBy(site => site.Change).ThenByDescending(site => site.New.TotalMs).ThenByDescending(site => site.Base.TotalMs).ThenBy(site => site.Title, StringComparer.Ordinal)];
        DiffVerdict verdict = sites.Exists(site => IsChange(site.Change)) ? DiffVerdict.Changed
            : before.Doubts.Count + after.Doubts.Count > 0 ? DiffVerdict.Undecided
            : DiffVerdict.NoChange;
        return new ReportDiff
        {
            DiffVersion = ReportDiff.CurrentVersion,
            Tool = TargetMapping.Tool(toolVersion),
            Verdict = verdict,
            Summary = DiffSummary.Of(verdict, sites, before, after),
            Base = ToSide(before),
            New = ToSide(after),
            Notes = DiffSummary.Notes(before, after),
            Method = Method(judge, before, after),
            Sites = sites,
        };
    }

    /// <summary>True for what the verdict is about.</summary>
    internal static bool IsChange(DiffChange change) => change is DiffChange.New or DiffChange.Gone or DiffChange.Worse or DiffChange.Better;

    private static DiffMethod Method(DiffJudge judge, RecordedSites before, RecordedSites after) => new()
    {
        CountTest = "poisson-conditional",
        LengthTest = "log-median-z",
        Correction = "holm",
        Alpha = DiffJudge.Alpha,
        MinimumRatio = DiffJudge.MinimumRatio,
        MinimumRatioSampled = DiffJudge.MinimumRatioSampled,
        Tests = judge.TestCount,
        NormalisedBy = before.WorkItems > 0 && after.WorkItems > 0 ? ["time", "workItems"] : ["time"],
    };

    private static DiffSite ToSite(SitePair pair, DiffJudge judge, DiffTests? tests, RecordedSites before, RecordedSites after)
    {
        (DiffChange change, string why) = judge.Judge(pair);
        ReportFinding finding = (pair.New.Count > 0 ? pair.New : pair.Base).MaxBy(one => one.TotalMs)!;
        return new DiffSite
        {
            Change = change,
            Why = why,
            RuleId = finding.RuleId,
            Title = finding.Title,
            Severity = (Severity)pair.New.Concat(pair.Base).Max(one => (int)one.Severity),
            UserFrame = finding.Site.UserFrame,
            BlockingFrame = finding.Site.BlockingFrame,
            Base = ToAmount(pair.Base, before),
            New = ToAmount(pair.New, after),
            CountRatio = Rounded(tests?.CountRatio),
            CountP = tests?.CountP,
            LengthRatio = Rounded(tests?.LengthRatio),
            LengthP = tests?.LengthP,
        };
    }

    private static double? Rounded(double? value) => value is { } known ? Rounding.Round(known) : null;

    private static DiffAmount ToAmount(IReadOnlyList<ReportFinding> findings, RecordedSites sites)
    {
        long count = findings.Sum(finding => finding.Count);
        ReportFinding? most = findings.MaxBy(finding => finding.Count);
        return new DiffAmount
        {
            Count = count,
            PerMinute = sites.WatchedMs > 0 ? Rounding.Round(count * MsPerMinute / sites.WatchedMs) : 0,
            PerThousandWorkItems = sites.WorkItems > 0 ? Rounding.Round(count * 1000.0 / sites.WorkItems) : null,
            TotalMs = Rounding.Round(findings.Sum(finding => finding.TotalMs)),
            P50Ms = most?.P50Ms ?? 0,
            P95Ms = most?.P95Ms ?? 0,
            MaxMs = findings.Select(finding => finding.MaxMs).DefaultIfEmpty().Max(),
            Sampled = findings.Any(finding => finding.Sampled),
            FindingIds = [.. findings.Select(finding => finding.Id).Distinct()],
        };
    }

    private static DiffSide ToSide(RecordedSites sites) => new()
    {
        Targets = [.. sites.Reports.Select(report => report.Target.Name).Distinct()],
        StartedAt = sites.Reports.Count > 0 ? sites.Reports.Min(report => report.Session.StartedAt) : null,
        WatchedMs = Rounding.Round(sites.WatchedMs),
        WorkItems = sites.WorkItems,
        StallCount = sites.Reports.Sum(report => report.Summary.StallCount),
        UnexplainedCount = sites.UnexplainedCount,
        Doubts = sites.Doubts,
    };
}
