using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html.Drawing;

/// <summary>Whose stalls are drawn in a row of their own: the sites that took the most time; all others share one.</summary>
internal static class StallRows
{
    private const int MostRows = 6;

    /// <param name="report">The report.</param>
    /// <param name="mostMarks">Of more the longest.</param>
    public static IReadOnlyList<StallRow> Of(Report report, int mostMarks)
    {
        ILookup<string, ReportStallMark> marks = (report.Timeline?.Stalls ?? [])
            .OrderByDescending(mark => mark.EndMs - mark.StartMs)
            .Take(mostMarks)
            .OrderBy(mark => mark.StartMs)
            .ToLookup(mark => mark.FindingId);
        List<int> sites =
        [
            .. Enumerable.Range(0, report.Findings.Count)
                .Where(i => FindingFacts.IsSite(report.Findings[i]) || marks.Contains(report.Findings[i].Id))
                .Where(i => report.Findings[i].LastSeenMs > report.Findings[i].FirstSeenMs)
                .OrderByDescending(i => report.Findings[i].TotalMs),
        ];
        List<StallRow> rows = [.. sites.Take(MostRows).Select(i => RowOf(report.Findings[i], i, marks))];
        List<ReportFinding> others = [.. sites.Skip(MostRows).Select(i => report.Findings[i])];
        if (others.Count > 0)
        {
            rows.Add(new StallRow(
                null,
                others.Min(finding => finding.FirstSeenMs),
                others.Max(finding => finding.LastSeenMs),
                [.. others.SelectMany(finding => marks[finding.Id])]));
        }

        return rows;
    }

    private static StallRow RowOf(ReportFinding finding, int index, ILookup<string, ReportStallMark> marks) =>
        new(index, finding.FirstSeenMs, finding.LastSeenMs, [.. marks[finding.Id]]);
}
