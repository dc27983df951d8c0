using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>Starvation episodes and the pool in phrases that the formats share.</summary>
internal static class StarvationFacts
{
    private const int MaxCulprits = 5;

    /// <summary><c>From 2.100s for 3.2 s: up to 38 threads and 412 items in the queue; first sign: queue grew while nothing completed.</c></summary>
    public static string Sentence(ReportStarvation episode)
    {
        string length = episode.EndMs is { } end ? $" for {Measures.Duration(end - episode.StartMs)}" : ", and still when watching ended";
        return $"From {Measures.Time(episode.StartMs)}{length}: up to {Measures.Count(episode.PeakThreads, "thread")} "
            + $"and {Measures.Count(episode.PeakQueue, "item")} in the queue; first sign: {SafeText.Of(episode.FirstSign)}.";
    }

    /// <summary><c>8.4 s of pool threads: BW0004 Thread.Sleep in …</c>, a line for each of the worst. Never empty, harmless for a terminal.</summary>
    public static IReadOnlyList<string> Culprits(ReportStarvation episode, Report report)
    {
        if (episode.Culprits.Count == 0)
        {
            return ["No site is known to have taken its threads."];
        }

        List<string> lines = [.. episode.Culprits.Take(MaxCulprits).Select(culprit => Line(culprit, report))];
        if (episode.Culprits.Count > MaxCulprits)
        {
            double restMs = episode.Culprits.Skip(MaxCulprits).Sum(culprit => culprit.PoolThreadSeconds) * 1000;
            lines.Add($"{Measures.Duration(restMs)} of pool threads: {Measures.Count(episode.Culprits.Count - MaxCulprits, "more site")}");
        }

        return lines;
    }

    /// <summary>The pool's extent over the session; null when it was never counted.</summary>
    public static string? Pool(ReportPool pool)
    {
        if (pool.Samples.Count == 0)
        {
            return null;
        }

        int least = pool.Samples.Min(sample => sample.Threads);
        int most = pool.Samples.Max(sample => sample.Threads);
        string threads = least == most ? Measures.Count(most, "thread") : $"{Measures.Number(least)} to {Measures.Count(most, "thread")}";
        return $"The pool had {threads} and at most {Measures.Count(pool.Samples.Max(sample => sample.Queue), "item")} in the queue; "
            + $"it completed {Measures.Count(pool.Samples.Sum(sample => sample.Completed), "item")}.";
    }

    private static string Line(ReportCulprit culprit, Report report) =>
        $"{Measures.Duration(culprit.PoolThreadSeconds * 1000)} of pool threads: {SafeText.Of(Who(culprit.FindingId, report))}";

    private static string Who(string id, Report report)
    {
        if (report.Findings.FirstOrDefault(candidate => candidate.Id == id) is { } finding)
        {
            return $"{finding.RuleId} {finding.Title}";
        }

        return report.Suppressions.SelectMany(suppression => suppression.Sites).FirstOrDefault(candidate => candidate.Id == id) is { } suppressed
            ? $"{suppressed.RuleId} {suppressed.Title} (suppressed)"
            : $"site {id}, which is not among the findings";
    }
}
