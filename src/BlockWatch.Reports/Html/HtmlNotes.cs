using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html;

/// <summary>What was left out, what could not be seen, and what watching cost.</summary>
internal static class HtmlNotes
{
    public static void Write(Report report, HtmlWriter html, HtmlPart part)
    {
        string heading = part.IsOneOfSeveral ? "h3" : "h2";
        WriteSuppressed(report, html, heading);
        html.Open("section", ("class", "blind"), ("id", $"blind-{part.Key}")).Element(heading, "What could not be seen").Line();
        WriteList(Blindness.Sentences(report), html);
        WriteLanes(report.Session, html);
        html.Close("section").Line();
        if (Headline.Cost(report.Session) is { } cost)
        {
            html.Open("section", ("class", "cost")).Element(heading, "What watching cost").Element("p", cost).Close("section").Line();
        }
    }

    private static void WriteSuppressed(Report report, HtmlWriter html, string heading)
    {
        List<string> sentences = [.. SuppressionFacts.Sentences(report)];
        if (SuppressionFacts.Configuration(report) is { } configuration)
        {
            sentences.Insert(0, configuration);
        }

        if (sentences.Count > 0)
        {
            html.Open("section", ("class", "suppressed")).Element(heading, "Suppressed by the configuration").Line();
            WriteList(sentences, html);
            html.Close("section").Line();
        }
    }

    private static void WriteLanes(ReportSession session, HtmlWriter html)
    {
        if (session.Lanes.Count == 0)
        {
            return;
        }

        html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Lanes")).Open("table", ("class", "lanes")).Line();
        html.Open("thead").Open("tr");
        foreach (string column in (string[])["Lane", "State", "Ran", "Events"])
        {
            html.Element("th", column, ("scope", "col"));
        }

        html.Close("tr").Close("thead").Open("tbody").Line();
        foreach (ReportLane lane in session.Lanes)
        {
            html.Open("tr").Element("th", lane.Name, ("scope", "row")).Element("td", lane.State);
            html.Element("td", $"{Measures.Duration(lane.ActiveMs)} of {Measures.Duration(session.DurationMs)}");
            html.Element("td", Measures.Number(lane.Events)).Close("tr").Line();
        }

        html.Close("tbody").Close("table").Close("div").Line();
        html.Element("p", $"{Measures.Count(session.EventsReceived, "event")} received, {Measures.Number(session.EventsLost)} lost.").Line();
    }

    private static void WriteList(IReadOnlyList<string> sentences, HtmlWriter html)
    {
        html.Open("ul").Line();
        foreach (string sentence in sentences)
        {
            html.Element("li", sentence).Line();
        }

        html.Close("ul").Line();
    }
}
