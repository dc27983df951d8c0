using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>All targets in one sentence.</summary>
internal static class SetVerdict
{
    public static string Of(ReportSet set)
    {
        List<Report> reports = [.. set.Targets.Select(target => target.Report).OfType<Report>()];
        List<string> clauses = [Found(set, reports), .. Deadlocked(reports), .. Starved(reports), .. Incomplete(reports)];
        return $"{Watched(set)}: {string.Join("; ", clauses)}.";
    }

    /// <summary><c>Shop (pid 4242)</c>.</summary>
    public static string NameOf(ReportSetTarget target) =>
        SafeText.Of(FormattableString.Invariant($"{(target.Name.Length > 0 ? target.Name : "?")} (pid {target.Pid})"));

    /// <summary>The targets, those with the most stalled time first; those without a report last.</summary>
    public static IEnumerable<ReportSetTarget> ByStalledTime(ReportSet set) =>
        set.Targets.OrderByDescending(target => target.Report?.Summary.StalledMs ?? double.NegativeInfinity);

    private static string Watched(ReportSet set)
    {
        ReportSetSummary summary = set.Summary;
        int refused = summary.TargetCount - summary.WatchedCount;
        string watched = $"{Measures.Count(summary.WatchedCount, "target was", "targets were")} watched";
        string others = refused > 0 ? $", {Measures.Number(refused)} could not be" : "";
        return $"In {Measures.Duration(set.Session.DurationMs)} {watched}{others}";
    }

    private static string Found(ReportSet set, List<Report> reports)
    {
        List<Report> found = reports.FindAll(report => report.Findings.Any(FindingFacts.IsSite));
        if (found.Count > 0)
        {
            List<ReportFinding> sites = [.. found.SelectMany(report => report.Findings).Where(FindingFacts.IsSite)];
            string about = sites.Exists(finding => finding.Sampled) ? "about " : "";
            return $"{Measures.Count(sites.Count, "site")} held threads for {about}{Measures.Duration(sites.Sum(finding => finding.TotalMs))} in {Measures.Number(found.Count)} of them";
        }

        if (set.Summary.StallCount > 0)
        {
            return $"{Measures.Count(set.Summary.StallCount, "stall")} ({Measures.Duration(set.Summary.StalledMs)} in all), but no site is known";
        }

        return reports.Count > 0 ? $"no stall of {Measures.Milliseconds(set.Session.ThresholdMs)} or longer was seen" : "nothing was seen";
    }

    private static IEnumerable<string> Deadlocked(List<Report> reports)
    {
        int deadlocked = reports.Count(report => report.Findings.Any(finding => finding.Deadlock is not null));
        if (deadlocked > 0)
        {
            yield return $"{Measures.Number(deadlocked)} had a deadlock";
        }
    }

    private static IEnumerable<string> Starved(List<Report> reports)
    {
        int starved = reports.Count(report => report.Starvation.Count > 0);
        if (starved > 0)
        {
            yield return $"the pool of {Measures.Number(starved)} starved";
        }
    }

    private static IEnumerable<string> Incomplete(List<Report> reports)
    {
        int incomplete = reports.Count(report => !report.Session.Complete);
        if (incomplete > 0)
        {
            yield return $"the record of {Measures.Number(incomplete)} is incomplete";
        }
    }
}
