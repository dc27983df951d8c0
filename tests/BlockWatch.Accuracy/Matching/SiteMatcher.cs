namespace BlockWatch.Accuracy.Matching;

/// <summary>Compares the findings of a report with the statements that really blocked.</summary>
internal sealed class SiteMatcher
{
    private readonly SourceLines _source;

    public SiteMatcher(SourceLines source)
    {
        _source = source;
    }

    /// <summary>The statements of these occurrences, one occurrence of each.</summary>
    public static IReadOnlyList<TruthOccurrence> Sites(IEnumerable<TruthOccurrence> counted) =>
        [.. counted.DistinctBy(occurrence => (occurrence.Method, occurrence.File, occurrence.Line, Rules.Of(occurrence.Category)))];

    /// <summary>True when a finding has the rule, the method and the line of this statement.</summary>
    public bool IsFound(TruthOccurrence site, ReportDocument report) =>
        report.OfRules(Rules.Of(site.Category)).Any(finding => AgreesInMethod(finding, site) && _source.Compare(site, finding.Site.UserFrame) != LineMatch.None);

    /// <summary>True when something in the truth, however short, has the finding's rule and method.</summary>
    public bool IsPrecise(ReportedFinding finding, IEnumerable<TruthOccurrence> truth) =>
        truth.Any(occurrence => occurrence.OnPool && Rules.Of(occurrence.Category) == finding.RuleId && AgreesInMethod(finding, occurrence));

    private bool AgreesInMethod(ReportedFinding finding, TruthOccurrence site) => MethodNames.Compare(site.Method, finding.Site.UserFrame?.Method) switch
    {
        MethodMatch.Same => true,
        MethodMatch.Inside => _source.Compare(site, finding.Site.UserFrame) != LineMatch.None,
        _ => false,
    };
}
