namespace BlockWatch.Accuracy.Matching;

/// <summary>Finds for each occurrence the reported stall, and the part of it, that speaks of it.</summary>
internal sealed class OccurrenceMatcher
{
    /// <summary>Shorter ones need not be found: 1.5 times the threshold of 100 ms.</summary>
    public const double ShortestMs = 150;

    // A stall may begin before the occurrence and end after it; less than that much of the occurrence is a neighbour.
    private const double LeastOverlap = 0.5;

    private readonly SourceLines _source;

    public OccurrenceMatcher(SourceLines source)
    {
        _source = source;
    }

    /// <summary>True when the tool owes this one, of those that hold a thread of the pool or of a loop for a time.</summary>
    public static bool Counts(TruthOccurrence occurrence, WatchedInterval interval) =>
        (occurrence.OnPool || occurrence.Kind == TruthKind.Loop) && occurrence.DurationMs >= ShortestMs && interval.Holds(occurrence);

    public OccurrenceMatch Match(TruthOccurrence truth, IEnumerable<LiveLine> closedStalls)
    {
        LiveLine? stall = closedStalls.Where(stall => Holds(stall, truth)).MaxBy(stall => OverlapMs(stall, truth));
        OccurrenceMatch found = new() { Truth = truth, Stall = stall };
        return stall is null
            ? found
            : stall.ExplainedParts.Select(part => Compare(found, part)).OrderByDescending(Agreement).ThenByDescending(match => match.Part!.DurationMs).FirstOrDefault(found);
    }

    /// <summary>True when the stall has the occurrence in it.</summary>
    public static bool Holds(LiveLine stall, TruthOccurrence truth) =>
        stall.ThreadId == truth.ThreadId && OverlapMs(stall, truth) >= truth.DurationMs * LeastOverlap;

    private OccurrenceMatch Compare(OccurrenceMatch found, LivePart part) => found with
    {
        Part = part,
        Method = MethodNames.Compare(found.Truth.Method, part.Frame?.Method),
        Line = _source.Compare(found.Truth, part.Frame),
    };

    // Two calls in one method, or two causes on one line, are told apart by what agrees most.
    private static int Agreement(OccurrenceMatch match) =>
        (match.IsMethodRight ? 8 : 0) + (match.IsRuleRight ? 4 : 0) + (match.Line == LineMatch.Same ? 2 : match.IsLineRight ? 1 : 0);

    private static double OverlapMs(LiveLine stall, TruthOccurrence truth) =>
        Math.Min(stall.StartUnixMs + (stall.DurationMs ?? 0), truth.EndUnixMs) - Math.Max(stall.StartUnixMs, truth.StartUnixMs);
}
