using System.Globalization;

namespace BlockWatch.Reports.Html.Drawing;

/// <summary>Shapes of the timeline. Positions are shares of the width, so that a drawing is as wide as its page; text is never stretched.</summary>
internal static class Svg
{
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.###}%");

    /// <summary>A stretch of time over the whole height.</summary>
    public static void Stretch(HtmlWriter html, string kind, double from, double to, string? title = null) => Bar(html, kind, from, to, 0, 1, title);

    /// <summary>A stretch of time over a part of the height.</summary>
    public static void Bar(HtmlWriter html, string kind, double from, double to, double top, double height, string? title)
    {
        html.Open(
            "rect",
            ("class", kind),
            ("x", Percent(from)),
            ("width", Percent(Math.Max(0, to - from))),
            ("y", top > 0 ? Percent(top) : null),
            ("height", Percent(height)));
        if (title is not null)
        {
            html.Element("title", title);
        }

        html.Close("rect");
    }
}
