using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html;

/// <summary>The starvation episodes, with who took the pool's threads in each.</summary>
internal static class HtmlStarvation
{
    private const int MaxEpisodes = 20;

    public static void Write(Report report, HtmlWriter html, HtmlPart part)
    {
        if (report.Starvation.Count == 0 && report.Pool.Samples.Count == 0)
        {
            return;
        }

        html.Open("section", ("class", "starvation")).Element(part.IsOneOfSeveral ? "h3" : "h2", "Thread pool").Line();
        if (StarvationFacts.Pool(report.Pool) is { } pool)
        {
            html.Element("p", pool).Line();
        }

        if (report.Starvation.Count > 0)
        {
            html.Open("ul", ("class", "episodes")).Line();
            foreach (ReportStarvation episode in report.Starvation.Take(MaxEpisodes))
            {
                html.Open("li").Text(StarvationFacts.Sentence(episode)).Open("ul");
                foreach (string culprit in StarvationFacts.Culprits(episode, report))
                {
                    html.Element("li", culprit);
                }

                html.Close("ul").Close("li").Line();
            }

            html.Close("ul").Line();
        }

        if (report.Starvation.Count > MaxEpisodes)
        {
            html.Element("p", $"… and {Measures.Count(report.Starvation.Count - MaxEpisodes, "more episode")}: the JSON report has them.").Line();
        }

        html.Close("section").Line();
    }
}
