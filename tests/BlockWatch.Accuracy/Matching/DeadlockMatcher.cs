namespace BlockWatch.Accuracy.Matching;

/// <summary>Finds for each thread of a deadlock the step of a reported one that speaks of it.</summary>
internal sealed class DeadlockMatcher
{
    /// <summary>A deadlock is to be told within that time of when it closes.</summary>
    public const double TellingMs = 2_000;

    private readonly SourceLines _source;

    public DeadlockMatcher(SourceLines source)
    {
        _source = source;
    }

    /// <summary>True when the tool owes this one: it closed under watch, and early enough.</summary>
    public static bool Counts(TruthOccurrence occurrence, WatchedInterval interval) =>
        occurrence.StartUnixMs >= interval.FromUnixMs && occurrence.StartUnixMs + TellingMs <= interval.ToUnixMs;

    /// <param name="truth">One thread of it.</param>
    /// <param name="lines">The lines of deadlocks.</param>
    public OccurrenceMatch Match(TruthOccurrence truth, IEnumerable<LiveLine> lines)
    {
        OccurrenceMatch missed = new() { Truth = truth };
        return (
            from line in lines
            from step in line.Steps
            let match = Compare(missed, line, step)
            where Speaks(step, match)
            orderby match.IsMethodRight descending, match.IsLineRight descending
            select match).FirstOrDefault(missed);
    }

    /// <summary>True when it is a deadlock of the truth: each thread that it names waits where one really did.</summary>
    public bool IsPrecise(ReportedFinding finding, IReadOnlyList<TruthOccurrence> deadlocked) =>
        finding.NamedFrames is { Count: > 0 } frames
        && frames.All(frame => deadlocked.Any(truth => MethodNames.Compare(truth.Method, frame.Method) == MethodMatch.Same && _source.Compare(truth, frame) != LineMatch.None));

    // Of many threads that wait alike one is told, with the number of the others.
    private static bool Speaks(ReportedDeadlockStep step, OccurrenceMatch match) =>
        step.ThreadId == match.Truth.ThreadId || (step.Alike > 0 && match is { IsMethodRight: true, IsLineRight: true });

    private OccurrenceMatch Compare(OccurrenceMatch missed, LiveLine line, ReportedDeadlockStep step) => missed with
    {
        Stall = line,
        Part = new LivePart(line.SiteId ?? "", Rules.Deadlock, 0, step.Frame),
        Method = MethodNames.Compare(missed.Truth.Method, step.Frame?.Method),
        Line = _source.Compare(missed.Truth, step.Frame),
    };
}
