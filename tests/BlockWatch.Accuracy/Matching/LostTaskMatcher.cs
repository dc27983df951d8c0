namespace BlockWatch.Accuracy.Matching;

/// <summary>Compares the findings of lost tasks with those that really were lost. They have no lines of their own: they are compared by their counts.</summary>
internal static class LostTaskMatcher
{
    /// <summary>True when the tool owes this one: it failed under watch; of one that still ran at the end, that it was started and the end was seen.</summary>
    public static bool Counts(TruthOccurrence occurrence, WatchedInterval interval, WatchMode mode) =>
        interval.Holds(occurrence) && (occurrence.Exception is not null || mode == WatchMode.Run);

    /// <summary>A match for each; as many of a method are found as its finding counts.</summary>
    public static IEnumerable<OccurrenceMatch> Match(IEnumerable<TruthOccurrence> lost, ReportDocument report) =>
        from truth in lost
        group truth by (truth.Method, IsRunning: truth.Exception is null) into same
        let finding = report.OfRules(Rules.LostTask).FirstOrDefault(finding => IsOf(finding, same.First()))
        from match in same.Select((truth, index) => index < finding?.Count ? Found(truth, finding) : new OccurrenceMatch { Truth = truth })
        select match;

    /// <summary>True when tasks of that method were lost in this way, started as it says, and failed with no other exceptions than it says.</summary>
    public static bool IsPrecise(ReportedFinding finding, IEnumerable<TruthOccurrence> lost)
    {
        TruthOccurrence[] same = [.. lost.Where(truth => IsOf(finding, truth))];
        return same.Length > 0
            && (finding.LostTask?.StartedBy is not { } starter || same.Any(truth => truth.StartedBy == MethodNames.Bare(starter)))
            && (finding.LostTask?.Exceptions ?? []).All(told => same.Any(truth => truth.Exception == told.Type));
    }

    /// <summary>True when the finding is of the truth's method, and of tasks that failed, or that still ran, as the truth's did.</summary>
    public static bool IsOf(ReportedFinding finding, TruthOccurrence truth) =>
        finding.LostTask is { } lost
        && lost.StillRunning == truth.Exception is null
        && MethodNames.Compare(truth.Method, finding.Site.UserFrame?.Method) == MethodMatch.Same;

    private static OccurrenceMatch Found(TruthOccurrence truth, ReportedFinding finding) => new()
    {
        Truth = truth,
        Part = new LivePart(finding.Id, finding.RuleId, 0, finding.Site.UserFrame),
        Method = MethodMatch.Same,
    };
}
