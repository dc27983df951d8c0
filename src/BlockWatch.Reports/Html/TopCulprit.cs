using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html;

/// <summary>Which finding to begin with.</summary>
internal static class TopCulprit
{
    /// <summary>
    /// A deadlock; else the site that took the most threads in a starvation, over all its episodes; else the site that took the most
    /// time; else whatever was found. The index of the finding; null when there is none.
    /// </summary>
    public static int? Of(Report report)
    {
        List<ReportFinding> findings = [.. report.Findings];
        int deadlock = findings.FindIndex(finding => finding.Deadlock is not null);
        if (deadlock >= 0)
        {
            return deadlock;
        }

        IEnumerable<string> culprits = report.Starvation
            .SelectMany(episode => episode.Culprits)
            .GroupBy(culprit => culprit.FindingId)
            .OrderByDescending(site => site.Sum(culprit => culprit.PoolThreadSeconds))
            .Select(site => site.Key);
        foreach (string id in culprits)
        {
            int culprit = findings.FindIndex(finding => finding.Id == id && FindingFacts.IsSite(finding));
            if (culprit >= 0)
            {
                return culprit;
            }
        }

        int site = findings.FindIndex(IsPlace);
        return site >= 0 ? site : findings.Count > 0 ? 0 : null;
    }

    // The pool's own finding counts as a site of nobody: it has no frame to begin with.
    private static bool IsPlace(ReportFinding finding) => FindingFacts.IsSite(finding) && finding.Site.UserFrame is not null;
}
