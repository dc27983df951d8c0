using BlockWatch.Reports.Model;
using BlockWatch.Reports.Text;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Markdown;

/// <summary>The reports of several targets as Markdown: one line over all, a table of the targets, then a section for each, the worst first.</summary>
/// <remarks>All of it fits a comment. A target whose section does not fit is in the table, and it is said how many have none.</remarks>
internal static class MarkdownReportSet
{
    // A comment has room for 65,536 characters; the rest is for what is said in between.
    private const int Room = 65_000;
    private const int TableRoom = 12_000;
    private const int MaxRows = 50;
    private const int MaxCellLength = 300;

    public static void Write(ReportSet set, TextWriter writer, TimeScale scale)
    {
        using StringWriter text = new() { NewLine = "\n" };
        LineWriter lines = new(text, int.MaxValue);
        List<ReportSetTarget> targets = [.. SetVerdict.ByStalledTime(set)];
        lines.Line($"**{MarkdownText.Of(SetVerdict.Of(set))}**");
        if (set.Session.CollectorCpuMs is { } collector)
        {
            lines.Line();
            lines.Line($"blockwatch itself used {Measures.Duration(collector)} of processor time for all of them.");
        }

        WriteTable(targets, lines);
        int left = 0;
        foreach (ReportSetTarget target in targets.Where(target => target.Report is not null))
        {
            string section = Section(target, scale);
            if (text.GetStringBuilder().Length + section.Length <= Room)
            {
                text.Write(section);
            }
            else
            {
                left++;
            }
        }

        if (left > 0)
        {
            lines.Line();
            lines.Line($"… and {Measures.Count(left, "more target")} for which there is no room here: the JSON report has them.");
        }

        writer.Write(text.ToString());
    }

    private static void WriteTable(List<ReportSetTarget> targets, LineWriter lines)
    {
        if (targets.Count == 0)
        {
            return;
        }

        lines.Line();
        lines.Line("| Target | What was seen |");
        lines.Line("|---|---|");
        int used = 0;
        int shown = 0;
        foreach (string row in targets.Take(MaxRows).Select(Row).TakeWhile(row => (used += row.Length + 1) <= TableRoom))
        {
            lines.Line(row);
            shown++;
        }

        if (shown < targets.Count)
        {
            lines.Line();
            lines.Line($"… and {Measures.Count(targets.Count - shown, "more target")}: the JSON report has them.");
        }
    }

    private static string Row(ReportSetTarget target)
    {
        string seen = target.Report is { } report ? Verdict.Of(report) : $"Not watched: {target.Failure}";
        return $"| {Cell(SetVerdict.NameOf(target))} | {Cell(seen)} |";
    }

    private static string Cell(string text) => MarkdownText.Of(SafeText.Shorten(text, MaxCellLength));

    private static string Section(ReportSetTarget target, TimeScale scale)
    {
        using StringWriter text = new() { NewLine = "\n" };
        LineWriter lines = new(text, int.MaxValue);
        lines.Line();
        lines.Line($"## {Cell(SetVerdict.NameOf(target))}");
        lines.Line();
        MarkdownReport.Write(target.Report!, text, scale);
        return text.ToString();
    }
}
