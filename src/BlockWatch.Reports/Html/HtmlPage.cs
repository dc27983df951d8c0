using System.Globalization;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Source;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html;

/// <summary>The whole page: head, what is true of all targets, a part for each of them, the script.</summary>
internal static class HtmlPage
{
    public static void Write(Report report, TextWriter writer, ReportWriting writing)
    {
        HtmlWriter html = new(writer);
        Begin(html, report.Target.Name.Length > 0 ? report.Target.Name : "a process");
        HtmlReport.Write(report, html, Part("0", HtmlLimits.OfOne, writing));
        End(html, report.Tool.Version);
    }

    public static void Write(ReportSet set, TextWriter writer, ReportWriting writing)
    {
        HtmlWriter html = new(writer);
        List<ReportSetTarget> targets = [.. SetVerdict.ByStalledTime(set)];
        Begin(html, Measures.Count(targets.Count, "target"));
        html.Element("h1", SetVerdict.Of(set), ("class", "verdict")).Line();
        if (set.Session.CollectorCpuMs is { } collector)
        {
            html.Element("p", $"blockwatch itself used {Measures.Duration(collector)} of processor time for all of them.", ("class", "headline")).Line();
        }

        WriteContents(targets, html);
        HtmlPart part = Part("", HtmlLimits.OfOne.Among(set.Summary.WatchedCount), writing) with { IsOneOfSeveral = true };
        for (int i = 0; i < Math.Min(targets.Count, HtmlLimits.Targets); i++)
        {
            WriteTarget(targets[i], html, part with { Key = i.ToString(CultureInfo.InvariantCulture) });
        }

        if (targets.Count > HtmlLimits.Targets)
        {
            html.Element("p", $"The other {Measures.Count(targets.Count - HtmlLimits.Targets, "target")} had less stalled time, and no room here: the JSON report has all of them.", ("class", "note")).Line();
        }

        End(html, set.Tool.Version);
    }

    private static HtmlPart Part(string key, HtmlLimits limits, ReportWriting writing) => new()
    {
        Key = key,
        Limits = limits,
        Scale = writing.Scale,
        Sources = writing.WithSource ? new SourceFiles() : null,
    };

    private static void WriteContents(List<ReportSetTarget> targets, HtmlWriter html)
    {
        html.Open("nav", ("class", "targets"), ("aria-label", "Targets")).Open("ol").Line();
        for (int i = 0; i < targets.Count; i++)
        {
            string seen = targets[i].Report is { } report ? Verdict.Of(report) : $"Not watched: {targets[i].Failure ?? "nobody knows why"}";
            html.Open("li");
            if (i < HtmlLimits.Targets)
            {
                html.Element("a", SetVerdict.NameOf(targets[i]), ("href", FormattableString.Invariant($"#target-{i}")));
            }
            else
            {
                html.Element("b", SetVerdict.NameOf(targets[i]));
            }

            html.Text(" ").Element("span", seen).Close("li").Line();
        }

        html.Close("ol").Close("nav").Line();
    }

    private static void WriteTarget(ReportSetTarget target, HtmlWriter html, HtmlPart part)
    {
        html.Open("section", ("class", "target"), ("id", $"target-{part.Key}")).Line();
        html.Element("h2", SetVerdict.NameOf(target), ("class", "target-name")).Line();
        if (target.Report is { } report)
        {
            HtmlReport.Write(report, html, part);
        }
        else
        {
            html.Element("p", $"Not watched: {target.Failure ?? "nobody knows why"}", ("class", "banner")).Line();
        }

        html.Close("section").Line();
    }

    private static void Begin(HtmlWriter html, string what)
    {
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");

        // Before anything that it forbids.
        html.Open("meta", ("http-equiv", "Content-Security-Policy"), ("content", HtmlAssets.Policy)).Line();
        html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        html.Element("title", $"{what} - blockwatch").Line();
        html.Open("style").Raw(HtmlAssets.Style).Close("style").Raw("\n</head>\n<body>\n");
        html.Raw("<a class=\"skip\" href=\"#main\">To the report</a>\n");
        html.Raw("<header class=\"top\"><span class=\"brand\">block<b>watch</b></span><span class=\"top-right\"></span></header>\n<main id=\"main\">\n");
    }

    private static void End(HtmlWriter html, string version)
    {
        html.Raw("</main>\n").Open("footer").Element("p", $"blockwatch {version}. This page loads nothing and sends nothing.").Close("footer").Line();
        html.Open("script").Raw(HtmlAssets.Script).Close("script").Raw("\n</body>\n</html>\n");
    }
}
