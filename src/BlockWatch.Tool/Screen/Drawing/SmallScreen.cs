using System.Globalization;
using BlockWatch.Tool.Screen.Model;

namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>What is left when the window was made too small: the pool's state, what is stalled now, the first sites, a line each.</summary>
internal static class SmallScreen
{
    public static IReadOnlyList<ScreenLine> Draw(ScreenState state, ScreenSize size, double nowNs, Glyphs glyphs)
    {
        List<ScreenLine> lines =
        [
            Line(string.Create(CultureInfo.InvariantCulture, $"blockwatch {state.Subject.Name}: {ScreenSize.Least.Width}x{ScreenSize.Least.Height} shows all; q quits"), ScreenStyle.Strong),
            Line(PoolPanel.State(state.Picture?.Result?.Detection.Starvation ?? [], nowNs).Text, ScreenStyle.Plain),
            .. StalledPanel.Draw(state.Picture, 2, size.Width, nowNs, glyphs),
        ];
        foreach (SiteRow row in state.Rows)
        {
            LineBuilder line = new LineBuilder(size.Width, glyphs)
                .Add(string.Create(CultureInfo.InvariantCulture, $"{row.Finding.Site.RuleId} {row.PoolSeconds:0.0} s "))
                .Add(string.Create(CultureInfo.InvariantCulture, $"{glyphs.Times}{row.Count} "));
            lines.Add(line.Add(PlaceText.Fit(row.Finding.Site, row.Finding.Title, line.Left, glyphs)).Build());
            if (lines.Count >= size.Height)
            {
                break;
            }
        }

        return [.. lines.Take(size.Height)];

        ScreenLine Line(string text, ScreenStyle style) => new LineBuilder(size.Width, glyphs).Add(text, style).Build();
    }
}
