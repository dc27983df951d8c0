using System.Globalization;
using System.Text;

namespace BlockWatch.Accuracy.Output;

/// <summary>The part of a Markdown page that the command writes, between two marks.</summary>
internal static class MarkdownSection
{
    /// <summary>The line before it.</summary>
    /// <param name="name">Null for the section that has no name.</param>
    public static string Begin(string? name = null) => $"<!-- {Named(name)}: begin, written by tests/BlockWatch.Accuracy -->";

    /// <summary>The line after it.</summary>
    /// <param name="name">Null for the section that has no name.</param>
    public static string End(string? name = null) => $"<!-- {Named(name)}: end -->";

    /// <summary>The page with a new section.</summary>
    /// <param name="page">All of it.</param>
    /// <param name="measurement">What the section is to say.</param>
    /// <param name="name">Which section; null for the one that has no name.</param>
    /// <exception cref="InvalidOperationException">The page does not have both marks, in order.</exception>
    public static string Replace(string page, Measurement measurement, string? name = null)
    {
        string begin = Begin(name);
        string end = End(name);
        int from = page.IndexOf(begin, StringComparison.Ordinal);
        int to = page.IndexOf(end, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? string.Concat(page.AsSpan(0, from + begin.Length), "\n", Format(measurement), page.AsSpan(to))
            : throw new InvalidOperationException($"The page has no lines '{begin}' and '{end}' to write between.");
    }

    public static string Format(Measurement measurement)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"\nMeasured on {measurement.MeasuredAt:yyyy-MM-dd}, {measurement.Machine}, with\n\n");
        text.Append("```\n").Append(measurement.Command).Append("\n```\n\n");
        AppendTable(text, measurement.Rows);
        string[] chains = [.. measurement.Rows.Where(row => row.Figures?.Chain.Of > 0).Select(row => $"{row.Key}: {Cells.Fraction(row.Figures!.Chain)}")];
        AppendList(text, chains.Length == 0 ? "" : "Stalls whose chain of async callers is the very one of the truth, of those that were found:", chains);
        AppendList(text, measurement.Misses.Count == 0 ? "Every target is met." : "Targets that are missed:", measurement.Misses);
        string[] differences = [.. measurement.Rows.SelectMany(row => row.Differences.Select(difference => $"{row.Key}: {difference}"))];
        AppendList(text, differences.Length == 0 ? "" : "What was missed or said wrongly, in single rows:", differences);
        return text.Append('\n').ToString();
    }

    private static string Named(string? name) => name is null ? "accuracy" : $"accuracy {name}";

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
