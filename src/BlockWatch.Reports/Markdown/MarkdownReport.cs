using BlockWatch.Reports.Model;
using BlockWatch.Reports.Text;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Markdown;

/// <summary>A report as Markdown: verdict, table, details folded away, limits in the open.</summary>
/// <remarks>
/// A comment has room for 65,536 characters. Each section has its share, whatever the names in it are; what does not fit is
/// counted, never dropped in silence.
/// </remarks>
internal static class MarkdownReport
{
    private const int RowsRoom = 12_000;
    private const int DetailsRoom = 32_000;
    private const int SuppressedRoom = 4_000;
    private const int StarvationRoom = 5_000;
    private const int BlindnessRoom = 8_000;

    private const int MaxRows = 20;
    private const int MaxDetails = 10;
    private const int MaxListed = 10;
    private const int MaxItemLength = 400;

    public static void Write(Report report, TextWriter writer, TimeScale scale)
    {
        LineWriter lines = new(writer, int.MaxValue);
        lines.Line($"**{Item(Verdict.Of(report))}**");
        lines.Line();
        lines.Line(Item(Headline.Of(report)));
        if (SystemFacts.Throttling(report.Session) is { } throttling)
        {
            lines.Line();
            lines.Line(Item(throttling));
        }

        if (SuppressionFacts.Configuration(report) is { } configuration)
        {
            lines.Line();
            lines.Line(Item(configuration));
        }

        WriteTable(report.Findings, scale, lines);
        foreach (string details in Fitting([.. report.Findings.Take(MaxDetails).Select(finding => MarkdownFinding.Details(finding, scale))], DetailsRoom))
        {
            lines.Line();
            lines.Line(details);
        }

        WriteList("Suppressed", [.. SuppressionFacts.Sentences(report).Select(Item)], SuppressedRoom, lines);
        WriteStarvation(report, lines);
        WriteList("What could not be seen", [.. Blindness.Sentences(report).Select(Item)], BlindnessRoom, lines);
        if (Headline.Cost(report.Session) is { } cost)
        {
            lines.Line();
            lines.Line(MarkdownText.Of(cost));
        }
    }

    private static void WriteTable(IReadOnlyList<ReportFinding> findings, TimeScale scale, LineWriter lines)
    {
        if (findings.Count == 0)
        {
            return;
        }

        lines.Line();
        bool isHuman = scale == TimeScale.Human;
        lines.Line($"| Rule | Finding | Where | Stalls | Total | p95 | Max | {(isHuman ? "Max at human scale | " : "")}Cause |");
        lines.Line($"|---|---|---|--:|--:|--:|--:|{(isHuman ? "--:|" : "")}---|");
        List<string> rows = Fitting([.. findings.Take(MaxRows).Select(finding => MarkdownFinding.Row(finding, scale))], RowsRoom);
        rows.ForEach(lines.Line);
        if (findings.Count > rows.Count)
        {
            double restMs = findings.Skip(rows.Count).Sum(finding => finding.TotalMs);
            lines.Line();
            lines.Line($"… and {Measures.Count(findings.Count - rows.Count, "more finding")}, {Measures.Duration(restMs)} in all: the JSON report has them.");
        }

        if (isHuman)
        {
            lines.Line();
            lines.Line(MarkdownText.Of(HumanScale.Note));
        }
    }

    private static void WriteStarvation(Report report, LineWriter lines)
    {
        List<string> items = [];
        foreach (ReportStarvation episode in report.Starvation)
        {
            IEnumerable<string> culprits = StarvationFacts.Culprits(episode, report).Select(culprit => $"\n  - {Item(culprit)}");
            items.Add(Item(StarvationFacts.Sentence(episode)) + string.Concat(culprits));
        }

        WriteList("Pool starvation", items, StarvationRoom, lines);
        if (StarvationFacts.Pool(report.Pool) is { } pool)
        {
            lines.Line();
            lines.Line(MarkdownText.Of(pool));
        }
    }

    private static string Item(string text) => MarkdownText.Of(SafeText.Shorten(text, MaxItemLength));

    private static void WriteList(string heading, List<string> items, int room, LineWriter lines)
    {
        if (items.Count == 0)
        {
            return;
        }

        lines.Line();
        lines.Line($"**{heading}**");
        lines.Line();
        List<string> fitting = Fitting([.. items.Take(MaxListed)], room);
        fitting.ForEach(item => lines.Line($"- {item}"));
        if (items.Count > fitting.Count)
        {
            lines.Line($"- … and {Measures.Number(items.Count - fitting.Count)} more: the JSON report has them.");
        }
    }

    private static List<string> Fitting(List<string> texts, int room)
    {
        int used = 0;
        return [.. texts.TakeWhile(text => (used += text.Length + 1) <= room)];
    }
}
