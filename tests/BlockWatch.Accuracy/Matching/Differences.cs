namespace BlockWatch.Accuracy.Matching;

/// <summary>Says what was missed or said wrongly, for who looks for the cause.</summary>
internal static class Differences
{
    private const string Namespace = "SampleTargets.Scenarios.";

    /// <summary>A sentence for each kind of mistake at each statement.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<OccurrenceMatch> matches) =>
        from match in matches
        let mistake = Mistake(match)
        where mistake is not null
        group match by (Place(match.Truth), mistake) into same
        select FormattableString.Invariant(
            $"{same.Key.Item1}: {same.Key.mistake}, {same.Count()} of {matches.Count(match => Place(match.Truth) == same.Key.Item1)} times");

    public static IEnumerable<string> OfSites(IEnumerable<TruthOccurrence> lost) => lost.Select(site => $"{Place(site)}: no finding");

    public static IEnumerable<string> OfFindings(string verdict, IEnumerable<ReportedFinding> findings) =>
        findings.Select(finding => FormattableString.Invariant(
            $"{verdict}: {finding.RuleId} {Place(finding.Site.UserFrame)} calling {finding.Site.BlockingFrame?.Method ?? "nothing"}, {finding.Count} times"));

    private static string? Mistake(OccurrenceMatch match) =>
        !match.IsFound ? "missed"
        : match.IsUnexplained ? "unexplained"
        : match is { IsRuleRight: true, IsMethodRight: true, IsLineRight: true } ? null
        : $"named as {match.Part!.RuleId} {Place(match.Part.Frame)}";

    private static string Place(TruthOccurrence truth) => truth.Kind switch
    {
        TruthKind.Deadlock => FormattableString.Invariant($"Deadlock {Short(truth.Method)}:{truth.Line}"),
        TruthKind.LostTask => $"{(truth.Exception is null ? "Running" : "Failed")} {Short(truth.Method)}",
        _ => FormattableString.Invariant($"{truth.Category} {Short(truth.Method)}:{truth.Line}"),
    };

    private static string Place(ReportedFrame? frame) => frame is null ? "no frame" : FormattableString.Invariant($"{Short(frame.Method.Split('(')[0])}:{frame.Line}");

    private static string Short(string method) => method.Replace(Namespace, "", StringComparison.Ordinal);
}
