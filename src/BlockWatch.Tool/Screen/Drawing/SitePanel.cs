using System.Globalization;
using BlockWatch.Reports.Wording;
using BlockWatch.Tool.Screen.Model;

namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>The ranked sites: on a wide screen a line each, on a narrow one two.</summary>
internal static class SitePanel
{
    // From here on figures and place have room beside each other.
    private const int WideFrom = 140;
    private const int NarrowBars = 20;
    private const int WideBars = 12;
    private const int VeryWide = 160;

    private const int SecondsWidth = 10;
    private const int CountWidth = 8;
    private const int DurationWidth = 10;

    /// <param name="state">What is shown.</param>
    /// <param name="rows">Lines that there is room for, title and head included.</param>
    /// <param name="width">Of the screen.</param>
    /// <param name="now">The time of day.</param>
    /// <param name="glyphs">To draw with.</param>
    public static IEnumerable<ScreenLine> Draw(ScreenState state, int rows, int width, DateTimeOffset now, Glyphs glyphs)
    {
        IReadOnlyList<SiteRow> sites = state.Rows;
        yield return TitleLine.Draw(Title(state), News(state, now), ScreenStyle.Warning, width, glyphs);
        int bars = width < WideFrom || width >= VeryWide ? NarrowBars : WideBars;
        yield return Head(state, bars, width, glyphs);
        int perSite = width < WideFrom ? 2 : 1;
        int fitting = Math.Max(1, (rows - 2) / perSite);
        int first = Math.Max(0, state.SelectedIndex) / fitting * fitting;
        double most = sites.SelectMany(row => row.Activity.TakeLast(bars)).DefaultIfEmpty().Max();
        for (int i = first; i < Math.Min(sites.Count, first + fitting); i++)
        {
            foreach (ScreenLine line in Lines(sites[i], i == state.SelectedIndex, bars, most, width, glyphs))
            {
                yield return line;
            }
        }

        if (sites.Count == 0)
        {
            yield return new LineBuilder(width, glyphs).Add("   " + Nothing(state), ScreenStyle.Dim).Build();
        }
    }

    private static string Title(ScreenState state)
    {
        int all = state.Picture?.Sites.Count ?? 0;
        string count = state.Rows.Count == all ? Measures.Count(all, "site") : $"{Measures.Number(state.Rows.Count)} of {Measures.Count(all, "site")}";
        return $"{count} by {SiteList.Name(state.Sort)}";
    }

    private static string News(ScreenState state, DateTimeOffset now)
    {
        string filter = state.Filter.Length > 0 ? $"with \"{state.Filter}\"" : "";
        string reset = state.Picture?.ResetAt is { } at ? $"since the reset {AgeText.Clock(now - at)} ago" : "";
        return filter.Length > 0 && reset.Length > 0 ? $"{filter}, {reset}" : filter + reset;
    }

    private static string Nothing(ScreenState state) => state switch
    {
        { Picture.Result: null } => "",
        { Filter.Length: > 0, Picture.Sites.Count: > 0 } => "no site matches: esc shows all",
        { Picture.ResetAt: not null } => "no site held a thread since the reset",
        { Picture.HasAllMethods: false } => "the target still lists its methods: stalls are told once frames have names",
        _ => "no site has held a thread for longer than the threshold",
    };

    private static ScreenLine Head(ScreenState state, int bars, int width, Glyphs glyphs)
    {
        LineBuilder line = new LineBuilder(width, glyphs)
            .Add("   RULE  ", ScreenStyle.Dim)
            .AddRight("POOL s", SecondsWidth, Heading(state, SiteSort.PoolSeconds))
            .AddRight("COUNT", CountWidth, Heading(state, SiteSort.Count))
            .AddRight("P95 ms", DurationWidth, Heading(state, SiteSort.P95))
            .AddRight("MAX ms", DurationWidth, Heading(state, SiteSort.Max))
            .Add("  ");
        string last = $"LAST {bars} s";
        return width < WideFrom
            ? line.AddRight(last, bars, ScreenStyle.Dim).Build()
            : line.AddRight(last, bars, ScreenStyle.Dim).Add("  WHAT BLOCKS, AND WHERE", ScreenStyle.Dim).Build();
    }

    private static ScreenStyle Heading(ScreenState state, SiteSort sort) => state.Sort == sort ? ScreenStyle.Strong : ScreenStyle.Dim;

    private static IEnumerable<ScreenLine> Lines(SiteRow row, bool isSelected, int bars, double most, int width, Glyphs glyphs)
    {
        ScreenStyle? all = isSelected ? ScreenStyle.Selected : null;
        bool isOpen = row.Finding.OpenCount > 0;
        string pool = row.HoldsPool ? row.PoolSeconds.ToString(row.PoolSeconds < 100 ? "0.00" : "#,0.0", CultureInfo.InvariantCulture) : glyphs.None;
        LineBuilder line = new LineBuilder(width, glyphs, all)
            .Add(isSelected ? ">" : " ", ScreenStyle.Strong)
            .Add(isOpen ? "*" : " ", ScreenStyle.Danger)
            .Add(" " + row.Finding.Site.RuleId)
            .AddRight(pool, SecondsWidth, ScreenStyle.Strong)
            .AddRight(Measures.Number(row.Count), CountWidth)
            .AddRight(Milliseconds(row.P95Ms, glyphs), DurationWidth)
            .AddRight(Milliseconds(row.MaxMs, glyphs), DurationWidth)
            .Add("  ")
            .Add(Sparkline.Of(row.Activity, bars, most, glyphs));
        if (width >= WideFrom)
        {
            line.Add("  ");
            yield return line.Add(PlaceText.Fit(row.Finding.Site, row.Finding.Title, line.Left, glyphs)).Build();
            yield break;
        }

        yield return line.Build();
        LineBuilder second = new LineBuilder(width, glyphs, all).Add("     ");
        yield return second.Add(PlaceText.Fit(row.Finding.Site, row.Finding.Title, second.Left, glyphs)).Build();
    }

    private static string Milliseconds(double? milliseconds, Glyphs glyphs) =>
        milliseconds is { } known ? known.ToString("#,0", CultureInfo.InvariantCulture) : glyphs.None;
}
