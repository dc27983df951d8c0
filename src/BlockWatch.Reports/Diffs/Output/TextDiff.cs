using BlockWatch.Reports.Diffs.Model;
using BlockWatch.Reports.Text;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Diffs.Output;

/// <summary>A comparison as plain text: the verdict first, then what changed, then what is not to be told.</summary>
public sealed class TextDiff : IDiffFormat
{
    private const int MaxSites = 30;
    private const int UsualWidth = 100;

    public string Name => "text";

    public IReadOnlyList<string> Extensions { get; } = [".txt"];

    public void Write(ReportDiff diff, TextWriter writer) => Write(diff, writer, UsualWidth);

    /// <param name="diff">The comparison.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="width">Columns; prose is broken there, names and paths never. At least 40.</param>
    public static void Write(ReportDiff diff, TextWriter writer, int width)
    {
        ArgumentNullException.ThrowIfNull(diff);
        ArgumentNullException.ThrowIfNull(writer);
        LineWriter lines = new(writer, width);
        lines.Prose("", diff.Summary);
        lines.Prose("Before: ", DiffWords.Side(diff.Base));
        lines.Prose("Now:    ", DiffWords.Side(diff.New));
        foreach ((DiffChange change, string heading) in DiffWords.Changes)
        {
            WriteGroup([.. diff.Sites.Where(site => site.Change == change)], heading, lines);
        }

        if (DiffWords.Caveats(diff) is { Count: > 0 } caveats)
        {
            lines.Line();
            foreach (string caveat in caveats)
            {
                lines.Prose("  - ", caveat);
            }
        }

        lines.Line();
        lines.Prose("", DiffWords.Method(diff));
    }

    private static void WriteGroup(List<DiffSite> sites, string heading, LineWriter lines)
    {
        if (sites.Count == 0)
        {
            return;
        }

        lines.Line();
        lines.Line($"{heading} ({Measures.Number(sites.Count)})");
        foreach (DiffSite site in sites.Take(MaxSites))
        {
            if (site.Change is DiffChange.Same or DiffChange.NotJudged)
            {
                lines.Line($"  {DiffWords.Title(site)}: {Measures.Number(site.Base.Count)} -> {Measures.Number(site.New.Count)}");
                continue;
            }

            string place = DiffWords.Place(site) is { } known ? $" at {known}" : "";
            lines.Line($"  {DiffWords.Title(site)}{place}");
            lines.Prose("    ", $"{DiffWords.Amount(site.Base)} -> {DiffWords.Amount(site.New)}");
            lines.Prose("    ", SafeText.Of(site.Why) + ".");
        }

        if (sites.Count > MaxSites)
        {
            lines.Line($"  … and {Measures.Number(sites.Count - MaxSites)} more: the JSON comparison has them.");
        }
    }
}
