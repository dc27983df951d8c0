using BlockWatch.Reports.Html.Drawing;
using BlockWatch.Reports.Html.Findings;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html;

/// <summary>One target: the sentence, where to begin, the timeline, the findings, and what could not be seen, in this order.</summary>
internal static class HtmlReport
{
    public static void Write(Report report, HtmlWriter html, HtmlPart part)
    {
        List<FindingView> findings = FindingViews.Of(report, part);
        html.Open("div", ("class", "report"), ("data-key", part.Key)).Line();
        html.Element(part.IsOneOfSeveral ? "p" : "h1", Verdict.Of(report), ("class", "verdict")).Line();
        html.Element("p", Headline.Of(report), ("class", "headline")).Line();
        if (SystemFacts.Throttling(report.Session) is { } throttling)
        {
            html.Element("p", throttling, ("class", "banner")).Line();
        }

        if (!report.Session.Complete)
        {
            html.Open("p", ("class", "banner")).Text(Blindness.Sentences(report)[0]).Text(" ");
            html.Element("a", "What could not be seen", ("href", $"#blind-{part.Key}")).Close("p").Line();
        }

        HtmlCulprit.Write(report, findings, html, part);
        HtmlTiles.Write(report, html);
        HtmlTimeline.Write(report, html, part);
        HtmlStarvation.Write(report, html, part);
        HtmlFindings.Write(report, findings, html, part);
        HtmlNotes.Write(report, html, part);
        html.Open("script", ("type", "application/json"), ("id", $"data-{part.Key}"));
        html.Raw(PageData.Of(report, findings, part)).Close("script").Line();
        html.Close("div").Line();
    }
}
