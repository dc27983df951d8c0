using System.Text;
using BlockWatch.Fuzz.Results;

namespace BlockWatch.Fuzz.Output;

/// <summary>The table in a Markdown page, between two marks.</summary>
internal static class FuzzPage
{
    public const string Begin = "<!-- fuzzing: begin, written by tests/BlockWatch.Fuzz -->";
    public const string End = "<!-- fuzzing: end -->";

    /// <exception cref="InvalidOperationException">The page does not have both marks, in order.</exception>
    public static void Update(string path, IReadOnlyList<FuzzTally> tallies) => File.WriteAllText(path, Replace(File.ReadAllText(path), tallies));

    public static string Replace(string page, IReadOnlyList<FuzzTally> tallies)
    {
        int from = page.IndexOf(Begin, StringComparison.Ordinal);
        int to = page.IndexOf(End, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? string.Concat(page.AsSpan(0, from + Begin.Length), $"\n\n{Table(tallies)}\n", page.AsSpan(to))
            : throw new InvalidOperationException($"The page has no lines '{Begin}' and '{End}' to write between.");
    }

    private static string Table(IReadOnlyList<FuzzTally> tallies)
    {
        StringBuilder text = new();
        Append(text, FuzzTable.Headings);
        Append(text, FuzzTable.Headings.Select(static (_, column) => column == 0 ? "---" : "---:"));
        foreach (IReadOnlyList<string> row in FuzzTable.Rows(tallies))
        {
            Append(text, row);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
