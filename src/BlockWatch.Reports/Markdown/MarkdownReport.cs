using BlockWatch.Reports.Model;
using BlockWatch.Reports.Text;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Markdown;

/// <summary>A report as Markdown: verdict, table, details folded away, limits in the open.</summary>
internal static class MarkdownReport
{
    // With these, the longest names allowed still leave room in a comment.
    private const int MaxRows = 20;
    private const int MaxDetails = 10;
    private const int MaxListed = 10;

    public static void Write(Report report, TextWriter writer)
    {
        LineWriter lines = new(writer, int.MaxValue);
        lines.Line($"**{MarkdownText.Of(Verdict.Of(report))}**");
        lines.Line();
        lines.Line(MarkdownText.Of(Headline.Of(report)));
        WriteTable(report.Findings, lines);
        foreach (ReportFinding finding in report.Findings.Take(MaxDetails))
        {
            lines.Line();
            MarkdownFinding.Write(finding, lines);
        }

        WriteStarvation(report, lines);
        WriteList("What could not be seen", Blindness.Sentences(report), lines);
        if (Headline.Cost(report.Session) is { } cost)
        {
            lines.Line();
            lines.Line(MarkdownText.Of(cost));
        }
    }

    private static void WriteTable(IReadOnlyList<ReportFinding> findings, LineWriter lines)
    {
        if (findings.Count == 0)
        {
            return;
        }

        lines.Line();
        lines.Line("| Rule | Finding | Where | Stalls | Total | p95 | Max | Cause |");
        lines.Line("|---|---|---|--:|--:|--:|--:|---|");
        foreach (ReportFinding finding in findings.Take(MaxRows))
        {
            lines.Line(MarkdownFinding.Row(finding));
        }

        if (findings.Count > MaxRows)
        {
            double restMs = findings.Skip(MaxRows).Sum(finding => finding.TotalMs);
            lines.Line();
            lines.Line($"… and {Measures.Count(findings.Count - MaxRows, "more finding")}, {Measures.Duration(restMs)} in all: the JSON report has them.");
        }
    }

    private static void WriteStarvation(Report report, LineWriter lines)
    {
        List<string> items = [];
        foreach (ReportStarvation episode in report.Starvation)
        {
            items.Add(StarvationFacts.Sentence(episode));
            items.AddRange(episode.Culprits.Select(culprit => StarvationFacts.Sentence(culprit, report.Findings)));
        }

        WriteList("Pool starvation", items, lines);
        if (StarvationFacts.Pool(report.Pool) is { } pool)
        {
            lines.Line();
            lines.Line(MarkdownText.Of(pool));
        }
    }

    private static void WriteList(string heading, IReadOnlyList<string> items, LineWriter lines)
    {
        if (items.Count == 0)
        {
            return;
        }

        lines.Line();
        lines.Line($"**{heading}**");
        lines.Line();
        foreach (string item in items.Take(MaxListed))
        {
            lines.Line($"- {MarkdownText.Of(MarkdownText.Shorten(item))}");
        }

        if (items.Count > MaxListed)
        {
            lines.Line($"- … and {Measures.Number(items.Count - MaxListed)} more: the JSON report has them.");
        }
    }
}
