using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>Starvation episodes and the pool in phrases that the formats share.</summary>
internal static class StarvationFacts
{
    /// <summary><c>From 2.100s for 3.2 s: up to 38 threads and 412 items in the queue; first sign: queue grew while nothing completed.</c></summary>
    public static string Sentence(ReportStarvation episode)
    {
        string length = episode.EndMs is { } end ? $" for {Measures.Duration(end - episode.StartMs)}" : ", and still when watching ended";
        return $"From {Measures.Time(episode.StartMs)}{length}: up to {Measures.Count(episode.PeakThreads, "thread")} "
            + $"and {Measures.Count(episode.PeakQueue, "item")} in the queue; first sign: {SafeText.Of(episode.FirstSign)}.";
    }

    /// <summary><c>8.4 s of pool threads: BW0004 Thread.Sleep in …</c>, harmless for a terminal.</summary>
    public static string Sentence(ReportCulprit culprit, IReadOnlyList<ReportFinding> findings)
    {
        ReportFinding? finding = findings.FirstOrDefault(candidate => candidate.Id == culprit.FindingId);
        string who = finding is null ? $"site {culprit.FindingId}, which is not among the findings" : $"{finding.RuleId} {finding.Title}";
        return $"{Measures.Duration(culprit.PoolThreadSeconds * 1000)} of pool threads: {SafeText.Of(who)}";
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
}
