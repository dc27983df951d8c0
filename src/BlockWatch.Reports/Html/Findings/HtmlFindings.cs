using System.Globalization;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html.Findings;

/// <summary>The table of findings, with the details of the first ones in the page's text. Assets/findings.js makes the other rows, and searches, filters and sorts.</summary>
internal static class HtmlFindings
{
    private static readonly string[] Columns = ["Severity", "Rule", "Finding", "Stalls", "Total", "p95", "Max"];

    public static void Write(Report report, List<FindingView> findings, HtmlWriter html, HtmlPart part)
    {
        if (findings.Count == 0)
        {
            return;
        }

        html.Open("section", ("class", "findings"), ("aria-labelledby", $"findings-{part.Key}")).Line();
        html.Element(part.IsOneOfSeveral ? "h3" : "h2", Measures.Count(findings.Count, "finding"), ("id", $"findings-{part.Key}")).Line();
        html.Open("div", ("class", "controls")).Close("div").Line();
        html.Open("table", ("class", "findings-table")).Line();
        WriteHead(html, part.IsHuman);
        html.Open("tbody").Line();
        int inText = Math.Min(findings.Count, part.Limits.StaticFindings);
        for (int i = 0; i < inText; i++)
        {
            WriteRow(findings[i], i, html, part);
        }

        html.Close("tbody").Close("table").Line();
        if (findings.Count > inText)
        {
            double restMs = report.Findings.Skip(inText).Sum(finding => finding.TotalMs);
            html.Element(
                "p",
                $"… and {Measures.Count(findings.Count - inText, "more finding")}, {Measures.Duration(restMs)} in all: with a script this page shows them; the JSON report has them too.",
                ("class", "more-static")).Line();
        }

        if (part.IsHuman)
        {
            html.Element("p", HumanScale.Note, ("class", "note")).Line();
        }

        html.Close("section").Line();
    }

    private static void WriteHead(HtmlWriter html, bool isHuman)
    {
        html.Open("thead").Open("tr");
        for (int i = 0; i < Columns.Length; i++)
        {
            html.Element("th", Columns[i], ("scope", "col"), ("class", i > 2 ? "num" : null));
        }

        if (isHuman)
        {
            html.Element("th", "Max at human scale", ("scope", "col"), ("class", "num"));
        }

        html.Close("tr").Close("thead").Line();
    }

    private static void WriteRow(FindingView finding, int index, HtmlWriter html, HtmlPart part)
    {
        string id = part.RowId(index);
        html.Open("tr", ("class", $"row sev-{finding.Severity}"), ("id", id), ("data-index", index.ToString(CultureInfo.InvariantCulture)));
        html.Open("td", ("class", "c-sev")).Element("span", finding.Severity, ("class", "chip")).Close("td");
        html.Element("td", finding.Rule, ("class", "c-rule"));
        html.Open("td", ("class", "c-what")).Open("button", ("type", "button"), ("class", "open"), ("aria-expanded", "true"), ("aria-controls", $"{id}-detail"));
        html.Text(finding.Title).Close("button");
        if (finding.ShortPlace is { } place)
        {
            html.Element("span", place, ("class", "place"));
        }

        html.Close("td");
        for (int i = 0; i < finding.Cells.Count; i++)
        {
            string label = i + 3 < Columns.Length ? Columns[i + 3] : "Human";
            html.Open("td", ("class", "num"), ("data-label", label)).Text(finding.Cells[i]);
            if (i == 1 && finding.Share > 0)
            {
                WriteShare(finding.Share, html);
            }

            html.Close("td");
        }

        html.Close("tr").Line();
        html.Open("tr", ("class", "detail"), ("id", $"{id}-detail")).Open("td", ("colspan", (3 + finding.Cells.Count).ToString(CultureInfo.InvariantCulture)));
        HtmlFindingDetail.Write(finding, html);
        html.Close("td").Close("tr").Line();
    }

    private static void WriteShare(double share, HtmlWriter html)
    {
        html.Open("svg", ("class", "share"), ("role", "img"), ("aria-label", $"{Measures.Percent(share)} of all stalled time"));
        html.Open("rect", ("width", FormattableString.Invariant($"{share * 100:0.#}%")), ("height", "100%")).Close("rect").Close("svg");
    }
}
