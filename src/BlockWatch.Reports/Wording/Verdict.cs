using BlockWatch.Detection.Explanation;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>The report in one sentence: what was found and, in the same breath, whether it could be seen at all.</summary>
/// <remarks>It never says that the target is well: only that no stall was seen.</remarks>
internal static class Verdict
{
    // Rounding of many parts may differ from the rounded sum by this much.
    private const double RoundingMs = 1;

    public static string Of(Report report)
    {
        List<string> clauses = [Sites(report), .. Deadlocks(report), .. Starvation(report), .. Unexplained(report), .. Suppressed(report)];
        IReadOnlyList<string> doubts = Blindness.Brief(report);
        bool foundNothing = report.Summary.StallCount == 0 && report.Findings.Count == 0 && report.Starvation.Count == 0;
        string doubt = doubts.Count == 0 ? "" : $"{(foundNothing ? ", but" : "; and")} not everything could be seen: {Measures.List(doubts)}";
        return $"{string.Join("; ", clauses)}{doubt}.";
    }

    private static string Sites(Report report)
    {
        string watched = $"in {Measures.Duration(report.Session.DurationMs)} of watching";
        string ofLength = $"of {Measures.Milliseconds(report.Session.ThresholdMs)} or longer";
        List<ReportFinding> sites = [.. report.Findings.Where(FindingFacts.IsSite)];
        if (sites.Count > 0)
        {
            double totalMs = sites.Sum(finding => finding.TotalMs);
            double poolMs = sites.Sum(finding => finding.PoolThreadSeconds) * 1000;
            string threads = poolMs >= totalMs - RoundingMs ? "pool threads" : "threads";
            string verb = sites.Exists(finding => IsWork(finding.Category)) ? "held" : "blocked";
            string about = sites.Exists(finding => finding.Sampled) ? "about " : "";
            return $"{Measures.Count(sites.Count, "site")} {verb} {threads} for {about}{Measures.Duration(totalMs)} {watched}";
        }

        ReportSummary summary = report.Summary;
        if (summary.StallCount == 0)
        {
            return $"No stall {ofLength} was seen {watched}";
        }

        string stalls = $"{Measures.Count(summary.StallCount, "stall")} {ofLength} ({Measures.Duration(summary.StalledMs)} in all)";
        string known = summary.SuppressedCount == summary.StallCount ? "of which the configuration suppresses all" : "but no site is known";
        return $"{stalls} {(summary.StallCount == 1 ? "was" : "were")} seen {watched}, {known}";
    }

    // A thread that computes or waits for the collector is held, but nothing blocks it.
    private static bool IsWork(BlockingCategory category) =>
        category is BlockingCategory.Cpu or BlockingCategory.GarbageCollection or BlockingCategory.RuntimeWork
            or BlockingCategory.PageFault or BlockingCategory.ProcessorQueue;

    private static IEnumerable<string> Deadlocks(Report report)
    {
        List<ReportFinding> deadlocks = [.. report.Findings.Where(finding => finding.Deadlock is not null)];
        if (deadlocks.Count > 0)
        {
            long open = deadlocks.Sum(finding => finding.OpenCount);
            long all = deadlocks.Sum(finding => finding.Count);
            string still = open == 0 ? "resolved by itself" : open == all ? "still there when watching ended" : $"{Measures.Number(open)} still there when watching ended";
            yield return $"{Measures.Count(all, "deadlock")} ({still})";
        }
    }

    private static IEnumerable<string> Starvation(Report report)
    {
        if (report.Starvation.Count == 0)
        {
            yield break;
        }

        double totalMs = report.Starvation.Sum(episode => (episode.EndMs ?? report.Session.DurationMs) - episode.StartMs);
        bool open = report.Starvation.Any(episode => episode.EndMs is null);
        yield return $"the pool starved {Measures.Times(report.Starvation.Count)} ({Measures.Duration(Math.Max(0, totalMs))}{(open ? ", and it still did when watching ended" : "")})";
    }

    private static IEnumerable<string> Unexplained(Report report)
    {
        ReportSummary summary = report.Summary;
        if (summary.UnexplainedCount > 0)
        {
            yield return summary.UnexplainedCount == summary.StallCount
                ? "nothing explains " + (summary.StallCount == 1 ? "it" : "them")
                : $"{Measures.Number(summary.UnexplainedCount)} of {Measures.Count(summary.StallCount, "stall")} {(summary.UnexplainedCount == 1 ? "is" : "are")} unexplained";
        }
    }

    // Not when the first clause says it already.
    private static IEnumerable<string> Suppressed(Report report)
    {
        ReportSummary summary = report.Summary;
        if (summary.SuppressedMs > 0 && !(report.Findings.All(finding => !FindingFacts.IsSite(finding)) && summary.SuppressedCount == summary.StallCount))
        {
            yield return $"the configuration leaves out {Measures.Duration(summary.SuppressedMs)} more";
        }
    }
}
