using BlockWatch.Reports.Html.Findings;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html;

/// <summary>The card below the verdict: the one finding to begin with, its line, and what to do.</summary>
internal static class HtmlCulprit
{
    public static void Write(Report report, List<FindingView> findings, HtmlWriter html, HtmlPart part)
    {
        if (TopCulprit.Of(report) is not { } top)
        {
            return;
        }

        FindingView view = findings[top];
        string heading = part.IsOneOfSeveral ? "h3" : "h2";
        html.Open("section", ("class", $"culprit sev-{view.Severity}"), ("aria-label", "Where to begin")).Line();
        html.Element(heading, report.Findings.Count > 1 ? "Begin here" : "What was found", ("class", "eyebrow")).Line();
        html.Open("p", ("class", "culprit-title")).Element("span", view.Severity, ("class", "chip"));
        html.Text(" ").Element("span", view.Rule, ("class", "rule")).Text(" ").Element("strong", view.Title).Close("p").Line();
        if (view.Place is { } place)
        {
            int name = place.LastIndexOfAny(['/', '\\']) + 1;
            html.Open("p", ("class", "culprit-place")).Open("code", ("class", "copy")).Text(place[..name]);
            html.Element("b", place[name..]).Close("code").Close("p").Line();
        }

        html.Open("dl", ("class", "facts")).Line();
        foreach (FactView fact in view.Facts.Where(fact => fact.IsAdvice))
        {
            HtmlFindingDetail.WriteFact(fact, html);
        }

        html.Close("dl").Line();
        html.Element("p", FindingFacts.Numbers(report.Findings[top], part.Scale), ("class", "culprit-numbers")).Line();
        html.Open("p").Element("a", "Its stacks and all that is known of it", ("href", $"#{part.RowId(top)}")).Close("p").Line();
        html.Close("section").Line();
    }
}
