using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;
using BlockWatch.Reports.Wording;
using BlockWatch.Tool.Screen.Model;

namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>What is stalled at this moment, with its growing age; stalls at one site share a line.</summary>
internal static class StalledPanel
{
    private const int AgeWidth = 9;
    private const int CountWidth = 6;
    private const double NsPerMs = 1e6;

    // From so long on somebody waits who notices.
    private const double LongMs = 1_000;

    /// <param name="picture">What is known; null before anything is.</param>
    /// <param name="rows">Lines of it, besides its title.</param>
    /// <param name="width">Of the screen.</param>
    /// <param name="nowNs">Now, nanoseconds since the session began.</param>
    /// <param name="glyphs">To draw with.</param>
    public static IEnumerable<ScreenLine> Draw(ScreenPicture? picture, int rows, int width, double nowNs, Glyphs glyphs)
    {
        IReadOnlyList<Stall> open = picture?.Result?.Detection.OpenStalls ?? [];
        IReadOnlyList<IGrouping<string, Stall>> groups = [.. open.GroupBy(SiteIdOf).OrderBy(group => group.Min(stall => stall.StartNs))];
        string more = groups.Count > rows ? $"{Measures.Count(groups.Count, "site")}, the {rows} oldest" : "";
        yield return TitleLine.Draw("Stalled now", open.Count == 0 ? "nothing" : $"{Measures.Count(open.Count, "thread")}{(more.Length > 0 ? ", " : "")}{more}", open.Count == 0 ? ScreenStyle.Good : ScreenStyle.Danger, width, glyphs);
        foreach (IGrouping<string, Stall> group in groups.Take(rows))
        {
            yield return Line([.. group], width, nowNs, glyphs);
        }

        for (int i = Math.Min(rows, groups.Count); i < rows; i++)
        {
            yield return new ScreenLine([]);
        }
    }

    private static string SiteIdOf(Stall stall) => stall.IsExplained ? stall.Parts[0].Site.Id : "";

    private static ScreenLine Line(IReadOnlyList<Stall> stalls, int width, double nowNs, Glyphs glyphs)
    {
        Stall oldest = stalls.MinBy(stall => stall.StartNs)!;
        double ageMs = (nowNs - oldest.StartNs) / NsPerMs;
        LineBuilder line = new LineBuilder(width, glyphs)
            .AddRight((oldest.StartIsLowerBound ? ">" : "") + AgeText.Seconds(ageMs), AgeWidth, ageMs >= LongMs ? ScreenStyle.Danger : ScreenStyle.Warning)
            .AddRight(stalls.Count > 1 ? glyphs.Times + Measures.Number(stalls.Count) : "", CountWidth, ScreenStyle.Strong)
            .Add("  ");
        Site? site = oldest.IsExplained ? oldest.Parts[0].Site : null;
        return site is null
            ? line.Add("what blocks is not known yet", ScreenStyle.Dim).Build()
            : line.Add(site.RuleId + "  ", ScreenStyle.Dim).Add(PlaceText.Fit(site, null, line.Left, glyphs)).Build();
    }
}
