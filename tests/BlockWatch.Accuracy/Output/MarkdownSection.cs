using System.Globalization;
using System.Text;

namespace BlockWatch.Accuracy.Output;

/// <summary>The part of a Markdown page that the command writes, between two marks.</summary>
internal static class MarkdownSection
{
    public const string Begin = "<!-- accuracy: begin, written by tests/BlockWatch.Accuracy -->";
    public const string End = "<!-- accuracy: end -->";

    /// <summary>The page with a new section.</summary>
    /// <exception cref="InvalidOperationException">The page does not have both marks, in order.</exception>
    public static string Replace(string page, Measurement measurement)
    {
        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = page.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && end > begin
            ? string.Concat(page.AsSpan(0, begin + Begin.Length), "\n", Format(measurement), page.AsSpan(end))
            : throw new InvalidOperationException($"The page has no lines '{Begin}' and '{End}' to write between.");
    }

    public static string Format(Measurement measurement)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"\nMeasured on {measurement.MeasuredAt:yyyy-MM-dd}, {measurement.Machine}, with\n\n");
        text.Append("```\n").Append(measurement.Command).Append("\n```\n\n");
        AppendTable(text, measurement.Rows);
        AppendList(text, measurement.Misses.Count == 0 ? "Every target is met." : "Targets that are missed:", measurement.Misses);
        string[] differences = [.. measurement.Rows.SelectMany(row => row.Differences.Select(difference => $"{row.Key}: {difference}"))];
        AppendList(text, differences.Length == 0 ? "" : "What was missed or said wrongly, in single rows:", differences);
        return text.Append('\n').ToString();
    }

    private static void AppendTable(StringBuilder text, IReadOnlyList<RowResult> rows)
    {
        AppendRow(text, Cells.Headings);
        AppendRow(text, Cells.Headings.Select((_, column) => column is 0 or 2 ? "---" : "---:"));
        foreach (RowResult row in rows)
        {
            AppendRow(text, Cells.Of(row));
        }

        foreach (Totals totals in Totals.Of(rows))
        {
            AppendRow(text, Cells.Of(totals).Select(cell => cell.Length > 0 ? $"**{cell}**" : ""));
        }
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static void AppendList(StringBuilder text, string heading, IReadOnlyList<string> items)
    {
        if (heading.Length == 0)
        {
            return;
        }

        text.Append('\n').Append(heading).Append('\n');
        foreach (string item in items)
        {
            text.Append(items[0] == item ? "\n" : "").Append("- ").Append(Harmless(item)).Append('\n');
        }
    }

    // Type arguments are not HTML.
    private static string Harmless(string text) => text.Replace("<", "&lt;", StringComparison.Ordinal);
}
