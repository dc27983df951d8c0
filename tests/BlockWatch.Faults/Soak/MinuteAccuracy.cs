using BlockWatch.Accuracy;
using BlockWatch.Accuracy.Matching;
using BlockWatch.Accuracy.Results;
using BlockWatch.Accuracy.Watching;

namespace BlockWatch.Faults.Soak;

/// <summary>Compares what was told in one minute with what really was in it, by the measures of docs/accuracy.md.</summary>
internal sealed class MinuteAccuracy
{
    private readonly OccurrenceMatcher _matcher = new(SourceLines.OfSampleTargets());

    /// <summary>What really was, and was told.</summary>
    /// <param name="Stalls">Stalls that count, and those found.</param>
    /// <param name="Rule">Those found, and those of them with the right rule.</param>
    /// <param name="Method">Those found, and those of them with the right method.</param>
    /// <param name="FalseStalls">Told of, with a frame accused, and in no truth.</param>
    public sealed record Result(Share Stalls, Share Rule, Share Method, int FalseStalls);

    /// <param name="truth">All that may touch the minute.</param>
    /// <param name="lines">All live lines that may.</param>
    /// <param name="minute">What ended in it counts.</param>
    public Result Compare(IEnumerable<TruthOccurrence> truth, IEnumerable<LiveLine> lines, WatchedInterval minute)
    {
        WallClock clock = WallClock.Read();
        TruthOccurrence[] near = [.. truth.Select(clock.Place).Where(occurrence => occurrence.EndUnixMs >= minute.FromUnixMs - 10_000)];
        LiveLine[] closed = [.. lines.Where(line => line.Kind == "stallClosed" && line.EndUnixMs >= minute.FromUnixMs - 10_000)];
        OccurrenceMatch[] matches =
        [
            .. near.Where(occurrence => occurrence.OnPool && occurrence.DurationMs >= OccurrenceMatcher.ShortestMs && IsIn(minute, occurrence.EndUnixMs))
                .Select(occurrence => _matcher.Match(occurrence, closed)),
        ];
        int found = matches.Count(match => match.IsFound);
        return new Result(
            new Share(found, matches.Length),
            new Share(matches.Count(match => match.IsRuleRight), found),
            new Share(matches.Count(match => match.IsMethodRight), found),
            closed.Count(stall => IsIn(minute, stall.EndUnixMs) && Accuses(stall) && !near.Any(occurrence => Overlap(stall, occurrence))));
    }

    private static bool IsIn(WatchedInterval minute, double unixMs) => unixMs >= minute.FromUnixMs && unixMs < minute.ToUnixMs;

    private static bool Accuses(LiveLine stall) => stall.ExplainedParts.Any(part => Rules.Accusing.Contains(part.RuleId));

    private static bool Overlap(LiveLine stall, TruthOccurrence occurrence) =>
        stall.ThreadId == occurrence.ThreadId && stall.StartUnixMs < occurrence.EndUnixMs && stall.EndUnixMs > occurrence.StartUnixMs;
}
