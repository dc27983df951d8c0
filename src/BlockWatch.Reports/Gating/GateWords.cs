using BlockWatch.Reports.Matching;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Gating;

/// <summary>A gate's verdict in one line.</summary>
internal sealed class GateWords
{
    private const int MaxNamed = 3;

    private readonly string _option;
    private readonly RecordedSites _sites;

    public GateWords(IReadOnlyList<GateCondition> conditions, RecordedSites sites)
    {
        _option = $"--fail-on {string.Join(',', conditions.Select(condition => condition.Text))}";
        _sites = sites;
    }

    public string Passed() => $"the gate passed: nothing of {_option} in {Measures.Duration(_sites.WatchedMs)} of watching{Unexplained()}";

    public string Failed(IReadOnlyList<ReportFinding> findings) =>
        $"the gate failed: {Measures.Count(findings.Count, "finding")} of {_option}: {Named(findings)}";

    public string Undecided(IReadOnlyList<string> doubts) =>
        $"the gate is not decided: nothing of {_option} was found, but not everything could be seen ({Measures.List(doubts)}), so that is no pass: watch again";

    public static string PerhapsNew(IReadOnlyList<ReportFinding> findings, IReadOnlyList<string> doubts) =>
        $"the gate is not decided: the baseline lacks {Named(findings)}, but not everything could be seen when it was made ({Measures.List(doubts)}): make a new baseline";

    private static string Named(IReadOnlyList<ReportFinding> findings)
    {
        string rest = findings.Count > MaxNamed ? $" and {Measures.Number(findings.Count - MaxNamed)} more" : "";
        return string.Join("; ", findings.Take(MaxNamed).Select(Named)) + rest;
    }

    private static string Named(ReportFinding finding)
    {
        string place = FrameText.ShortPlace(finding.Site.UserFrame?.File, finding.Site.UserFrame?.Line) is { } known ? $" at {known}" : "";
        return SafeText.Of($"{finding.RuleId} {finding.Title}{place} ({FindingFacts.Amount(finding)})");
    }

    // No rule that the gate names, and perhaps one of them: whoever reads the pass must know.
    private string Unexplained() => _sites.UnexplainedCount == 0
        ? ""
        : $"; {Measures.Count(_sites.UnexplainedCount, "stall is", "stalls are")} unexplained (BW0009)";
}
