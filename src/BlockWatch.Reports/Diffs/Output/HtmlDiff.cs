using System.Net;
using BlockWatch.Reports.Diffs.Model;
using BlockWatch.Reports.Text;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Diffs.Output;

/// <summary>A comparison as one page that needs nothing else: no script, no network, light and dark, printable.</summary>
internal sealed class HtmlDiff : IDiffFormat
{
    // No source of anything: what a name of the target could be made to say has nowhere to go.
    private const string Head =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>blockwatch: comparison of two reports</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; width: 100%; margin: 0 0 1.5rem; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #8886; }
        code { overflow-wrap: anywhere; }
        .why { color: GrayText; }
        </style>
        </head>
        <body>

        """;

    public string Name => "html";

    public IReadOnlyList<string> Extensions { get; } = [".html", ".htm"];

    public void Write(ReportDiff diff, TextWriter writer)
    {
        LineWriter lines = new(writer, int.MaxValue);
        writer.Write(Head.ReplaceLineEndings("\n"));
        lines.Line($"<h1>{Text(diff.Summary)}</h1>");
        lines.Line($"<p>Before: {Text(DiffWords.Side(diff.Base))}<br>Now: {Text(DiffWords.Side(diff.New))}</p>");
        foreach ((DiffChange change, string heading) in DiffWords.Changes)
        {
            WriteGroup([.. diff.Sites.Where(site => site.Change == change)], heading, lines);
        }

        if (DiffWords.Caveats(diff) is { Count: > 0 } caveats)
        {
            lines.Line($"<h2>To be kept in mind</h2>\n<ul>{string.Concat(caveats.Select(caveat => $"\n<li>{Text(caveat)}</li>"))}\n</ul>");
        }

        lines.Line($"<p class=\"why\">{Text(DiffWords.Method(diff))}</p>");
        lines.Line("</body>\n</html>");
    }

    private static void WriteGroup(List<DiffSite> sites, string heading, LineWriter lines)
    {
        if (sites.Count == 0)
        {
            return;
        }

        lines.Line($"<h2>{Text(heading)} ({Measures.Number(sites.Count)})</h2>");
        lines.Line("<table>\n<thead><tr><th scope=\"col\">Finding</th><th scope=\"col\">Before</th><th scope=\"col\">Now</th></tr></thead>\n<tbody>");
        foreach (DiffSite site in sites)
        {
            string place = DiffWords.Place(site) is { } known ? $"<br><code>{Text(known)}</code>" : "";
            lines.Line($"<tr><td>{Text(DiffWords.Title(site))}{place}<br><span class=\"why\">{Text(SafeText.Of(site.Why))}</span></td><td>{Text(DiffWords.Amount(site.Base))}</td><td>{Text(DiffWords.Amount(site.New))}</td></tr>");
        }

        lines.Line("</tbody>\n</table>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
