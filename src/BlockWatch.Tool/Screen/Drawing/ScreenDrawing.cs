using BlockWatch.Detection.Findings;
using BlockWatch.Tool.Rules;
using BlockWatch.Tool.Screen.Model;

namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>State, size and time in, a whole screen out.</summary>
internal sealed class ScreenDrawing
{
    private const int HeaderRows = 2;
    private const int PoolRows = 4;
    private const int FooterRows = 2;
    private const double NsPerTick = 100;

    private readonly Func<Finding, int, IReadOnlyList<string>> _findingLines;
    private readonly IRulePages _rules;
    private readonly Glyphs _glyphs;

    /// <param name="findingLines">All of a finding for people, broken at a width.</param>
    /// <param name="rules">The rules' pages.</param>
    /// <param name="glyphs">To draw with.</param>
    public ScreenDrawing(Func<Finding, int, IReadOnlyList<string>> findingLines, IRulePages rules, Glyphs glyphs)
    {
        _findingLines = findingLines;
        _rules = rules;
        _glyphs = glyphs;
    }

    /// <param name="state">What to draw.</param>
    /// <param name="size">Of the terminal.</param>
    /// <param name="now">What ages are counted to; while paused, the pause's begin is.</param>
    public ScreenFrame Draw(ScreenState state, ScreenSize size, DateTimeOffset now)
    {
        now = state is { IsPaused: true, Picture: { } paused } ? paused.At : now;
        if (!size.IsEnough)
        {
            return new ScreenFrame(SmallScreen.Draw(state, size, NowNs(state, now), _glyphs));
        }

        int rows = size.Height - HeaderRows - FooterRows;
        (IReadOnlyList<ScreenLine> body, int most) = state.Page switch
        {
            ScreenPage.Detail => Detail(state, rows, size.Width),
            ScreenPage.Explain => Explain(state, rows, size.Width),
            ScreenPage.Help => TextPage.Draw("Keys, and what the words mean", HelpText.Lines, state.Scroll, rows, size.Width, _glyphs),
            _ => (Sites(state, rows, size.Width, now), 0),
        };
        ScreenLine empty = new([]);
        return new ScreenFrame(
            [
                .. HeaderPanel.Draw(state, size.Width, now, _glyphs),
                .. body,
                .. Enumerable.Repeat(empty, Math.Max(0, rows - body.Count)),
                .. FooterPanel.Draw(state, size.Width, now, _glyphs),
            ],
            most);
    }

    // Stalls are timed from the session's begin.
    private static double NowNs(ScreenState state, DateTimeOffset now) =>
        state.Picture?.Result is { } result ? (now - result.Session.StartedAt).Ticks * NsPerTick : 0;

    private List<ScreenLine> Sites(ScreenState state, int rows, int width, DateTimeOffset now)
    {
        double nowNs = NowNs(state, now);

        // The same whatever is stalled, so that the sites do not jump; a screen of the least size has room for two.
        int stalled = Math.Max(2, (rows - PoolRows) / 8);
        return
        [
            .. PoolPanel.Draw(state.Picture, width, nowNs, _glyphs),
            .. StalledPanel.Draw(state.Picture, stalled, width, nowNs, _glyphs),
            .. SitePanel.Draw(state, rows - PoolRows - stalled - 1, width, now, _glyphs),
        ];
    }

    private (IReadOnlyList<ScreenLine> Lines, int MostScroll) Detail(ScreenState state, int rows, int width) => state.Selected is { } row
        ? TextPage.Draw("Site", _findingLines(row.Finding, width - 2), state.Scroll, rows, width, _glyphs)
        : TextPage.Draw("Site", ["This site is gone: nothing is known of it any more."], 0, rows, width, _glyphs);

    private (IReadOnlyList<ScreenLine> Lines, int MostScroll) Explain(ScreenState state, int rows, int width)
    {
        string id = state.Selected?.Finding.Site.RuleId ?? "";
        string page = _rules.Ids.Contains(id) ? _rules.Read(id) : $"There is no page of the rule {id}.";
        return TextPage.Draw($"Rule {id}", page.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'), state.Scroll, rows, width, _glyphs);
    }
}
