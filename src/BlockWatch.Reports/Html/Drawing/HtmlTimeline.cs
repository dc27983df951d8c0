using BlockWatch.Detection.Stacks;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html.Drawing;

/// <summary>The session from left to right: when the pool starved, its threads, queue and throughput, whose stalls were when, and garbage collections.</summary>
internal static class HtmlTimeline
{
    // More cannot be told apart on a screen.
    private const int MostStretches = 256;
    private const int MaxName = 200;

    public static void Write(Report report, HtmlWriter html, HtmlPart part)
    {
        IReadOnlyList<PoolBucket> pool = PoolBuckets.Of(report.Pool.Samples, report.Session.DurationMs, part.Limits.Buckets);
        IReadOnlyList<StallRow> rows = StallRows.Of(report, part.Limits.Marks);
        if (pool.Count == 0 && rows.Count == 0)
        {
            return;
        }

        TimeAxis axis = new(Math.Max(report.Session.DurationMs, pool.Count > 0 ? pool[^1].TimeMs : 0));
        html.Open("section", ("class", "timeline"), ("aria-labelledby", $"timeline-{part.Key}")).Line();
        html.Element(part.IsOneOfSeveral ? "h3" : "h2", "Timeline", ("id", $"timeline-{part.Key}")).Line();
        html.Open("div", ("class", "tracks")).Line();
        WriteSeries(html, "threads", "Pool threads", [.. pool.Select(bucket => (axis.At(bucket.TimeMs), bucket.Threads))], report, axis);
        WriteSeries(html, "queue", "Queue", [.. pool.Select(bucket => (axis.At(bucket.TimeMs), bucket.Queue))], report, axis);
        WriteSeries(
            html,
            "throughput",
            "Items a second",
            [.. pool.Where(bucket => bucket.PerSecond is not null).Select(bucket => (axis.At(bucket.TimeMs), bucket.PerSecond!.Value))],
            report,
            axis);
        foreach (StallRow row in rows)
        {
            WriteStalls(html, row, report, axis, part);
        }

        WritePauses(html, report, axis, part.Limits.Marks);
        WriteAxis(html, axis);
        html.Close("div").Line();
        WriteLegend(html, report, rows);
        html.Close("section").Line();
    }

    private static void WriteSeries(HtmlWriter html, string kind, string name, List<(double At, Extent Value)> points, Report report, TimeAxis axis)
    {
        if (points.Count == 0)
        {
            return;
        }

        double most = points.Max(point => point.Value.Max);
        double least = points.Min(point => point.Value.Min);
        (string band, string line) = SeriesPath.Of(points, most);
        Begin(html, $"track series {kind}");
        html.Open("div", ("class", "track-name")).Element("span", name).Element("b", $"max {Measures.Rate(most)}").Close("div");
        OpenChart(html, $"{name}: between {Measures.Rate(least)} and {Measures.Rate(most)}");
        WriteStretches(html, report, axis);
        html.Open("svg", ("viewBox", SeriesPath.ViewBox), ("preserveAspectRatio", "none"), ("width", "100%"), ("height", "100%"));
        html.Open("path", ("class", "band"), ("d", band)).Close("path").Open("path", ("class", "mean"), ("d", line)).Close("path").Close("svg");
        End(html);
    }

    private static void WriteStalls(HtmlWriter html, StallRow row, Report report, TimeAxis axis, HtmlPart part)
    {
        ReportFinding? finding = row.Finding is { } index ? report.Findings[index] : null;
        string severity = finding is null ? "info" : FindingFacts.Name(finding.Severity);
        Begin(html, $"track stalls sev-{severity}");
        string title = finding?.Title ?? "other sites";
        html.Open("div", ("class", "track-name"));
        if (row.Finding is { } at)
        {
            string name = finding!.Site.UserFrame is { } frame ? ShortMethodName.Of(frame.Method) : title;
            html.Element("a", SafeText.Shorten(name, MaxName), ("href", $"#{part.RowId(at)}"), ("title", SafeText.Shorten(title, MaxName)));
        }
        else
        {
            html.Element("span", title);
        }

        html.Close("div");
        OpenChart(html, $"Stalls of {title}: {Measures.Number(row.Marks.Count)} drawn, between {Measures.Time(row.FirstMs)} and {Measures.Time(row.LastMs)}");
        WriteStretches(html, report, axis);
        html.Open("line", ("class", "extent"), ("x1", Svg.Percent(axis.At(row.FirstMs))), ("x2", Svg.Percent(axis.At(row.LastMs))), ("y1", "50%"), ("y2", "50%")).Close("line");
        IReadOnlyList<int> levels = StallLevels.Of(row.Marks);
        double height = 1.0 / (levels.DefaultIfEmpty().Max() + 1);
        for (int i = 0; i < row.Marks.Count; i++)
        {
            ReportStallMark mark = row.Marks[i];
            string time = $"{Measures.Duration(mark.EndMs - mark.StartMs)} from {Measures.Time(mark.StartMs)}";
            Svg.Bar(html, "stall", axis.At(mark.StartMs), axis.At(mark.EndMs), levels[i] * height, height, time);
        }

        End(html);
    }

    private static void WritePauses(HtmlWriter html, Report report, TimeAxis axis, int most)
    {
        if (report.Timeline is not { Pauses.Count: > 0 } timeline)
        {
            return;
        }

        Begin(html, "track pauses");
        html.Open("div", ("class", "track-name")).Element("span", "Garbage collection").Close("div");
        OpenChart(html, $"Garbage collection: {Measures.Count(report.Summary.SuspensionCount, "pause")}, {Measures.Duration(report.Summary.SuspensionMs)} in all");
        WriteStretches(html, report, axis);
        foreach (ReportPauseMark pause in timeline.Pauses.OrderByDescending(pause => pause.EndMs - pause.StartMs).Take(most))
        {
            Svg.Stretch(html, "pause", axis.At(pause.StartMs), axis.At(pause.EndMs), $"{Measures.Milliseconds(pause.EndMs - pause.StartMs)} from {Measures.Time(pause.StartMs)}");
        }

        End(html);
    }

    private static void WriteStretches(HtmlWriter html, Report report, TimeAxis axis)
    {
        foreach (ReportStarvation episode in report.Starvation.Take(MostStretches))
        {
            Svg.Stretch(html, "starved", axis.At(episode.StartMs), axis.At(episode.EndMs ?? axis.DurationMs));
        }

        foreach (ReportGap gap in report.Gaps.Take(MostStretches))
        {
            Svg.Stretch(html, "gap", axis.At(gap.StartMs), axis.At(gap.EndMs));
        }
    }

    private static void WriteAxis(HtmlWriter html, TimeAxis axis)
    {
        Begin(html, "track axis");
        html.Open("div", ("class", "track-name")).Close("div");
        html.Open("svg", ("class", "chart"), ("aria-hidden", "true"));
        IReadOnlyList<(double Milliseconds, string Text)> ticks = axis.Ticks();
        for (int i = 0; i < ticks.Count; i++)
        {
            double at = axis.At(ticks[i].Milliseconds);
            string anchor = i == 0 ? "start" : at > 0.97 ? "end" : "middle";
            html.Element("text", ticks[i].Text, ("class", i % 2 == 1 ? "odd" : null), ("x", Svg.Percent(at)), ("y", "14"), ("text-anchor", anchor));
        }

        End(html);
    }

    private static void WriteLegend(HtmlWriter html, Report report, IReadOnlyList<StallRow> rows)
    {
        html.Open("p", ("class", "legend"));
        Key(html, "starved", "the pool starved", report.Starvation.Count > 0);
        Key(html, "gap", "events were lost", report.Gaps.Count > 0);
        int drawn = rows.Sum(row => row.Marks.Count);
        Key(html, "stall", "a stall", drawn > 0);
        html.Element("span", "Lines are means, their shade goes from the least to the most.");
        if (report.Timeline is { } timeline && timeline.Stalls.Count + timeline.StallsLeftOut > drawn)
        {
            html.Text(" ").Element("span", $"Of {Measures.Number(timeline.Stalls.Count + timeline.StallsLeftOut)} stalls the longest {Measures.Number(drawn)} are drawn.");
        }

        html.Close("p").Line();
    }

    private static void Key(HtmlWriter html, string kind, string text, bool isThere)
    {
        if (isThere)
        {
            html.Open("span", ("class", $"key key-{kind}")).Text(text).Close("span").Text(" ");
        }
    }

    private static void Begin(HtmlWriter html, string kind) => html.Open("div", ("class", kind));

    private static void OpenChart(HtmlWriter html, string label) => html.Open("svg", ("class", "chart"), ("role", "img"), ("aria-label", label));

    private static void End(HtmlWriter html) => html.Close("svg").Close("div").Line();
}
