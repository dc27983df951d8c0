using BlockWatch.Accuracy.Results;

namespace BlockWatch.Faults.Soak;

/// <summary>What minutes add up to, and whether that is as it must be.</summary>
/// <param name="Text">A line for each figure, and one for each miss.</param>
/// <param name="IsMet">No miss.</param>
internal sealed record SoakVerdict(string Text, bool IsMet)
{
    private const double MostMbPerHour = 1;
    private const double LeastRecall = 0.98;

    /// <param name="path">The soak's file.</param>
    /// <param name="part">Only this part of it; null: all of it.</param>
    public static SoakVerdict Of(string path, DateTimeOffset? part = null)
    {
        SoakFile file = new(path);
        return Of(
            [.. file.Rows().Where(row => part is null || row.Part == part)],
            [.. file.Ends().Where(end => part is null || end.Part == part)]);
    }

    public static SoakVerdict Of(IReadOnlyList<SoakRow> rows, IReadOnlyList<SoakEnd> ends)
    {
        double? slope = RssSlope.MbPerHour(rows);
        Share stalls = Share.Sum(rows.Select(row => row.Stalls));
        SoakRow[] poor = [.. rows.Where(row => row.Stalls.Value < LeastRecall)];
        int failed = rows.Sum(row => row.Requests.Failed);
        List<string> lines =
        [
            FormattableString.Invariant($"{rows.Count} minutes in {rows.Select(row => row.Part).Distinct().Count()} parts; {rows.Count(row => row.Killed)} times a second blockwatch was killed"),
            $"stalls found {SoakText.Fraction(stalls)}, right rule {SoakText.Fraction(Share.Sum(rows.Select(row => row.Rule)))}, right method {SoakText.Fraction(Share.Sum(rows.Select(row => row.Method)))}",
            FormattableString.Invariant($"lowest recall of a minute {rows.Min(row => row.Stalls.Value ?? 1):0.000}, false stalls {rows.Sum(row => row.FalseStalls)}"),
            FormattableString.Invariant($"requests answered {rows.Sum(row => row.Requests.Answered)}, failed {failed}"),
            slope is { } mb ? FormattableString.Invariant($"RSS grows by {mb:0.00} MB an hour after the first {RssSlope.WarmUpMinutes} minutes of a part") : "too few minutes for a slope",
            FormattableString.Invariant($"handles {rows.Min(row => row.Handles)} to {rows.Max(row => row.Handles)}, threads {rows.Min(row => row.Threads)} to {rows.Max(row => row.Threads)}"),
            .. ends.Select(end => FormattableString.Invariant($"end of {end.Part:HH:mm}: exit code {end.ExitCode}, complete {end.Complete}, events lost {end.EventsLost} of {end.EventsReceived}, sessions left {end.SessionsLeft}, target's threads {end.TargetThreads[0]} before, {end.TargetThreads[1]} after, its exit {end.TargetExitCode} in {end.TargetExitMs} ms")),
        ];
        string[] misses =
        [
            .. slope > MostMbPerHour ? ["RSS grows by more than 1 MB an hour"] : Array.Empty<string>(),
            .. poor.Select(row => FormattableString.Invariant($"minute {row.Minute} of {row.Part:HH:mm}: recall {row.Stalls.Value:0.000} (load average {row.LoadAverage})")),
            .. failed > 0 ? ["requests failed"] : Array.Empty<string>(),
            .. ends.Where(end => end.SessionsLeft > 0).Select(end => $"{end.SessionsLeft} sessions left in the target"),
            .. ends.Where(end => end.ExitCode != 0 || end.TargetExitCode != 0).Select(_ => "an exit code is not 0"),
        ];
        return new SoakVerdict(string.Join('\n', [.. lines, .. misses.Select(miss => "MISSED " + miss)]), misses.Length == 0);
    }
}
