namespace BlockWatch.Accuracy.Matching;

/// <summary>Compares the findings of a report with the statements that really blocked.</summary>
internal sealed class SiteMatcher
{
    private readonly SourceLines _source;
    private readonly DeadlockMatcher _deadlocks;

    public SiteMatcher(SourceLines source)
    {
        _source = source;
        _deadlocks = new DeadlockMatcher(source);
    }

    /// <summary>The statements of these occurrences, one occurrence of each.</summary>
    public static IReadOnlyList<TruthOccurrence> Sites(IEnumerable<TruthOccurrence> counted) =>
        [.. counted.DistinctBy(occurrence => (occurrence.Method, occurrence.File, occurrence.Line, Rules.Of(occurrence)))];

    /// <summary>True when a finding has the rule, the method and, unless it is of a lost task, the line of this statement.</summary>
    public bool IsFound(TruthOccurrence site, ReportDocument report) => report.OfRules(Rules.Of(site)).Any(finding => site.Kind == TruthKind.LostTask
        ? LostTaskMatcher.IsOf(finding, site)
        : finding.NamedFrames.Any(frame => AgreesInMethod(frame, site) && _source.Compare(site, frame) != LineMatch.None));

    /// <summary>True when something in the truth, however short, has the finding's rule and method; of a deadlock, each of its threads; of lost tasks, all that is said of them.</summary>
    public bool IsPrecise(ReportedFinding finding, IReadOnlyList<TruthOccurrence> truth)
    {
        TruthOccurrence[] ofRule = [.. truth.Where(occurrence => IsOwed(occurrence) && Rules.Of(occurrence) == finding.RuleId)];
        return finding.RuleId switch
        {
            Rules.Deadlock => _deadlocks.IsPrecise(finding, ofRule),
            Rules.LostTask => LostTaskMatcher.IsPrecise(finding, ofRule),
            _ => ofRule.Any(occurrence => finding.NamedFrames.Any(frame => AgreesInMethod(frame, occurrence))),
        };
    }

    // What holds a thread outside the pool is no stall; a loop's is its own kind.
    private static bool IsOwed(TruthOccurrence occurrence) => occurrence.OnPool || occurrence.Kind != TruthKind.Stall;

    private bool AgreesInMethod(ReportedFrame frame, TruthOccurrence site) => MethodNames.Compare(site.Method, frame.Method) switch
    {
        MethodMatch.Same => true,
        MethodMatch.Inside => _source.Compare(site, frame) != LineMatch.None,
        _ => false,
    };
}
