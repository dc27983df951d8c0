using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Text;

/// <summary>A report as plain text: verdict, findings, starvation, and what could not be seen. No colour.</summary>
public static class TextReport
{
    public static void Write(Report report, TextWriter writer, TextReportOptions options)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(options);
        LineWriter lines = new(writer, options.Width);
        lines.Prose("", Verdict.Of(report));
        lines.Prose("", "  ", Headline.Of(report));
        if (SystemFacts.Throttling(report.Session) is { } throttling)
        {
            lines.Prose("", throttling);
        }

        if (SuppressionFacts.Configuration(report) is { } configuration)
        {
            lines.Line(configuration);
        }

        WriteFindings(report, lines, options);
        WriteSuppressed(report, lines);
        TextStarvation.Write(report, lines);
        WriteBlindness(report, lines);
    }

    private static void WriteFindings(Report report, LineWriter lines, TextReportOptions options)
    {
        int max = options.MaxFindings;
        foreach (ReportFinding finding in report.Findings.Take(max))
        {
            lines.Line();
            TextFinding.Write(finding, lines, options.Scale);
        }

        if (report.Findings.Count > max)
        {
            double restMs = report.Findings.Skip(max).Sum(finding => finding.TotalMs);
            lines.Line();
            lines.Prose("", $"… and {Measures.Count(report.Findings.Count - max, "more finding")}, {Measures.Duration(restMs)} in all: the JSON report has them.");
        }

        if (options.Scale == TimeScale.Human && report.Findings.Count > 0)
        {
            lines.Line();
            lines.Prose("", HumanScale.Note);
        }
    }

    private static void WriteSuppressed(Report report, LineWriter lines)
    {
        IReadOnlyList<string> sentences = SuppressionFacts.Sentences(report);
        if (sentences.Count == 0)
        {
            return;
        }

        lines.Line();
        lines.Line("Suppressed");
        foreach (string sentence in sentences)
        {
            lines.Prose("  - ", "    ", sentence);
        }
    }

    private static void WriteBlindness(Report report, LineWriter lines)
    {
        lines.Line();
        lines.Line("What could not be seen");
        foreach (string sentence in Blindness.Sentences(report))
        {
            lines.Prose("  - ", sentence);
        }

        if (Headline.Cost(report.Session) is { } cost)
        {
            lines.Line();
            lines.Prose("", cost);
        }
    }
}
