using BlockWatch.Reports.Diffs.Model;
using BlockWatch.Reports.Diffs.Statistics;
using BlockWatch.Reports.Matching;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Diffs;

/// <summary>Says what became of each place. Rather silent than wrong: what chance may explain, or what could not be seen, is no change.</summary>
internal sealed class DiffJudge
{
    public const double Alpha = 0.01;
    public const double MinimumRatio = 1.5;
    public const double MinimumRatioSampled = 2;

    private const string LostTasks = "BW0011";

    private readonly RecordedSites _before;
    private readonly RecordedSites _after;
    private readonly IReadOnlyDictionary<SitePair, DiffTests> _tests;
    private readonly double _limit;

    public DiffJudge(RecordedSites before, RecordedSites after, IReadOnlyDictionary<SitePair, DiffTests> tests)
    {
        _before = before;
        _after = after;
        _tests = tests;
        double[] values = [.. tests.Values.SelectMany(test => new[] { test.CountP, test.LengthP }).OfType<double>()];
        TestCount = values.Length;
        _limit = Holm.Limit(values, Alpha);
    }

    public int TestCount { get; }

    public (DiffChange Change, string Why) Judge(SitePair pair)
    {
        if (WhyNotJudged(pair) is { } whyNot)
        {
            return (DiffChange.NotJudged, whyNot);
        }

        DiffTests tests = _tests[pair];
        if (pair.Base.Count == 0)
        {
            return Presence(pair.New, tests, DiffChange.New, _before.Doubts, "not seen before");
        }

        return pair.New.Count == 0 ? Presence(pair.Base, tests, DiffChange.Gone, _after.Doubts, "not seen any more") : Both(pair, tests);
    }

    // Places where a difference says nothing of the code.
    private string? WhyNotJudged(SitePair pair)
    {
        ReportFinding finding = pair.New.Concat(pair.Base).First();
        if (!SiteMatcher.HasPlace(finding.RuleId))
        {
            return "it tells of no place in the code";
        }

        if (finding.RuleId == LostTasks && !(_before.TasksWereFollowed && _after.TasksWereFollowed))
        {
            return "tasks were not followed all the time in both";
        }

        return pair.Base.Count == 0 && _before.Suppresses(finding) ? "the configuration suppressed it before"
            : pair.New.Count == 0 && _after.Suppresses(finding) ? "the configuration suppresses it now"
            : null;
    }

    private (DiffChange Change, string Why) Presence(IReadOnlyList<ReportFinding> there, DiffTests tests, DiffChange change, IReadOnlyList<string> doubts, string what)
    {
        string amount = Measures.Count(there.Sum(finding => finding.Count), "occurrence");
        if (!IsSure(tests.CountP))
        {
            return (DiffChange.Unclear, $"{amount}, {what}: too few to tell from chance{DiffText.P(tests.CountP)}");
        }

        return doubts.Count > 0
            ? (DiffChange.Unclear, $"{amount}, {what}, where not everything could be seen")
            : (change, $"{amount}, {what}{DiffText.P(tests.CountP)}");
    }

    private (DiffChange Change, string Why) Both(SitePair pair, DiffTests tests)
    {
        bool isSampled = pair.Base.Concat(pair.New).Any(finding => finding.Sampled);
        double least = isSampled ? MinimumRatioSampled : MinimumRatio;
        int often = IsSure(tests.CountP) ? Direction(tests.CountRatio, least) : 0;
        int length = IsSure(tests.LengthP) ? Direction(tests.LengthRatio, MinimumRatio) : 0;
        List<string> facts = [];
        if (often != 0)
        {
            facts.Add(DiffText.Times(tests.CountRatio!.Value, "as often") + DiffText.P(tests.CountP));
        }

        if (length != 0)
        {
            facts.Add(DiffText.Times(tests.LengthRatio!.Value, "as long") + DiffText.P(tests.LengthP));
        }

        string why = Measures.List(facts);
        if (facts.Count == 0)
        {
            return Direction(tests.CountRatio, least) == 0
                ? (DiffChange.Same, "no difference that would matter")
                : (DiffChange.Unclear, $"{DiffText.Times(tests.CountRatio!.Value, "as often")}, too few to tell from chance{DiffText.P(tests.CountP)}");
        }

        if (often * length < 0)
        {
            return (DiffChange.Unclear, $"{why}: better in one way and worse in another");
        }

        return often + length > 0 ? WithDoubts(DiffChange.Worse, why, _before.Doubts) : WithDoubts(DiffChange.Better, why, _after.Doubts);
    }

    private static (DiffChange Change, string Why) WithDoubts(DiffChange change, string why, IReadOnlyList<string> doubts) =>
        doubts.Count > 0 ? (DiffChange.Unclear, $"{why}, but not everything could be seen where there is less") : (change, why);

    private bool IsSure(double? p) => p is { } value && _limit > 0 && value <= _limit;

    private static int Direction(double? ratio, double least) => ratio is not { } value ? 0 : value >= least ? 1 : value <= 1 / least ? -1 : 0;
}
