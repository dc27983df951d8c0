using BlockWatch.Reports.Diffs.Model;
using BlockWatch.Reports.Markdown;
using BlockWatch.Reports.Text;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Diffs.Output;

/// <summary>A comparison as GitHub-flavoured Markdown that fits a pull-request comment.</summary>
internal sealed class MarkdownDiff : IDiffFormat
{
    // Of the 65,536 characters of a comment: each row's texts are bounded, and so are the rows.
    private const int RowsRoom = 50_000;
    private const int MaxRows = 60;
    private const int MaxWhyLength = 300;

    public string Name => "md";

    public IReadOnlyList<string> Extensions { get; } = [".md", ".markdown"];

    public void Write(ReportDiff diff, TextWriter writer)
    {
        LineWriter lines = new(writer, int.MaxValue);
        lines.Line($"**{MarkdownText.Of(diff.Summary)}**");
        lines.Line();
        lines.Line($"- before: {MarkdownText.Of(SafeText.Shorten(DiffWords.Side(diff.Base), MaxWhyLength))}");
        lines.Line($"- now: {MarkdownText.Of(SafeText.Shorten(DiffWords.Side(diff.New), MaxWhyLength))}");
        WriteTable([.. diff.Sites.Where(site => site.Change is not (DiffChange.Same or DiffChange.NotJudged))], lines);
        int same = diff.Sites.Count(site => site.Change == DiffChange.Same);
        int notJudged = diff.Sites.Count(site => site.Change == DiffChange.NotJudged);
        lines.Line();
        lines.Line($"{Measures.Count(same, "site is", "sites are")} the same; {Measures.Number(notJudged)} not judged.");
        foreach (string caveat in DiffWords.Caveats(diff))
        {
            lines.Line();
            lines.Line(MarkdownText.Of(SafeText.Shorten(caveat, MaxWhyLength * 4)));
        }

        lines.Line();
        lines.Line($"<sub>{MarkdownText.Of(DiffWords.Method(diff))}</sub>");
    }

    private static void WriteTable(List<DiffSite> sites, LineWriter lines)
    {
        if (sites.Count == 0)
        {
            return;
        }

        lines.Line();
        lines.Line("| | Finding | Where | Before | Now | Why |");
        lines.Line("|---|---|---|---|---|---|");
        int used = 0;
        int shown = 0;
        foreach (string row in sites.Take(MaxRows).Select(Row).TakeWhile(row => (used += row.Length + 1) <= RowsRoom))
        {
            lines.Line(row);
            shown++;
        }

        if (shown < sites.Count)
        {
            lines.Line();
            lines.Line($"… and {Measures.Number(sites.Count - shown)} more: the JSON comparison has them.");
        }
    }

    private static string Row(DiffSite site)
    {
        string change = site.Change == DiffChange.Unclear ? "unclear" : $"**{DiffWords.Changes.First(pair => pair.Change == site.Change).Heading}**";
        string where = FrameText.ShortPlace(site.UserFrame?.File, site.UserFrame?.Line) is { } place ? MarkdownText.Code(place) : "";
        string why = MarkdownText.Of(SafeText.Shorten(site.Why, MaxWhyLength));
        return $"| {change} | {MarkdownText.Of(site.RuleId)} {MarkdownText.Code(site.Title)} | {where} | {MarkdownText.Of(DiffWords.Amount(site.Base))} | {MarkdownText.Of(DiffWords.Amount(site.New))} | {why} |";
    }
}
