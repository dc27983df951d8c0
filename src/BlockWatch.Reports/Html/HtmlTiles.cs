using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html;

/// <summary>The session in a few large numbers.</summary>
internal static class HtmlTiles
{
    public static void Write(Report report, HtmlWriter html)
    {
        html.Open("dl", ("class", "tiles")).Line();
        ReportSummary summary = report.Summary;
        Tile(html, "Stalls", Measures.Number(summary.StallCount), $"of {Measures.Milliseconds(report.Session.ThresholdMs)} or longer");
        Tile(html, "Stalled time", Measures.Duration(summary.StalledMs), "of all threads together");
        if (report.Starvation.Count > 0)
        {
            double starvedMs = report.Starvation.Sum(episode => Math.Max(0, (episode.EndMs ?? report.Session.DurationMs) - episode.StartMs));
            Tile(html, "Pool starved", Measures.Duration(starvedMs), Measures.Times(report.Starvation.Count));
        }

        if (report.Pool.Samples.Count > 0)
        {
            Tile(html, "Pool threads", Measures.Number(report.Pool.Samples.Max(sample => sample.Threads)), "at most");
            Tile(html, "Queue", Measures.Number(report.Pool.Samples.Max(sample => sample.Queue)), "items at most");
        }

        if (summary.SuspensionCount > 0)
        {
            Tile(html, "Garbage collection", Measures.Duration(summary.SuspensionMs), $"in {Measures.Count(summary.SuspensionCount, "pause")}");
        }

        html.Close("dl").Line();
    }

    private static void Tile(HtmlWriter html, string name, string number, string of)
    {
        html.Open("div", ("class", "tile")).Element("dt", name);
        html.Open("dd").Element("b", number).Text(" ").Element("span", of).Close("dd").Close("div").Line();
    }
}
