namespace BlockWatch.Accuracy.Matching;

/// <summary>Compares how long a site held the thread within a stall, as reported and in truth.</summary>
internal static class DurationErrors
{
    /// <summary>One relative error, 0 or more, for each stall and site whose rule and method are right.</summary>
    /// <param name="matches">Of the occurrences that count.</param>
    /// <param name="truth">All of the run: short ones add to the long one beside them.</param>
    public static IReadOnlyList<double> Of(IReadOnlyList<OccurrenceMatch> matches, IReadOnlyList<TruthOccurrence> truth) =>
    [
        .. matches.Where(match => match is { IsSiteRight: true, Truth.Kind: TruthKind.Stall or TruthKind.Loop })
            .GroupBy(match => (match.Stall!.StartedAt, match.Stall.ThreadId, match.Part!.RuleId, match.Truth.Method, match.Truth.Line))
            .Select(group => Error(group.First(), truth)),
    ];

    private static double Error(OccurrenceMatch match, IReadOnlyList<TruthOccurrence> truth)
    {
        LiveLine stall = match.Stall!;
        double real = truth.Where(other => other.Kind == match.Truth.Kind && other.OnPool == match.Truth.OnPool && IsSameSite(other, match.Truth) && OccurrenceMatcher.Holds(stall, other)).Sum(other => other.DurationMs);

        // One statement can call two things that block: they are two parts, and one occurrence.
        double reported = stall.ExplainedParts.Where(part => IsSameSite(part, match.Part!)).Sum(part => part.DurationMs);

        // The tool leaves garbage collection out and says how much there was; the truth has it in, somewhere.
        double most = reported + (stall.GcMs ?? 0);
        return Math.Abs(real - Math.Clamp(real, reported, most)) / real;
    }

    private static bool IsSameSite(TruthOccurrence a, TruthOccurrence b) => a.Method == b.Method && a.Line == b.Line && a.Category == b.Category;

    private static bool IsSameSite(LivePart a, LivePart b) => a.RuleId == b.RuleId && a.Frame?.Method == b.Frame?.Method && a.Frame?.Line == b.Frame?.Line;
}
