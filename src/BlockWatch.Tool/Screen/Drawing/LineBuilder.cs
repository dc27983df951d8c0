using BlockWatch.Reports.Wording;

namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>Puts one line together, never wider than the screen.</summary>
/// <remarks>All text of a line goes through here and is made harmless here. Nothing parses markup.</remarks>
internal sealed class LineBuilder
{
    private readonly List<(string Text, ScreenStyle Style)> _pieces = [];
    private readonly int _width;
    private readonly Glyphs _glyphs;
    private readonly ScreenStyle? _all;
    private int _used;

    /// <param name="width">Of the screen, in cells.</param>
    /// <param name="glyphs">For what does not fit.</param>
    /// <param name="all">The looks of the whole line, whatever its pieces ask for; the line then fills the width.</param>
    public LineBuilder(int width, Glyphs glyphs, ScreenStyle? all = null)
    {
        _width = width;
        _glyphs = glyphs;
        _all = all;
    }

    /// <summary>Cells that are left.</summary>
    public int Left => _width - _used;

    public LineBuilder Add(string text, ScreenStyle style = ScreenStyle.Plain)
    {
        string fitting = CellText.Fit(SafeText.Of(text), Left, _glyphs);
        if (fitting.Length > 0)
        {
            _pieces.Add((fitting, _all ?? style));
            _used += CellText.Width(fitting);
        }

        return this;
    }

    /// <summary>A number or a word in a column, at its right end.</summary>
    public LineBuilder AddRight(string text, int width, ScreenStyle style = ScreenStyle.Plain) =>
        Add(new string(' ', Math.Max(0, width - CellText.Width(text))) + text, style);

    /// <summary>A word in a column, at its left end.</summary>
    public LineBuilder AddLeft(string text, int width, ScreenStyle style = ScreenStyle.Plain)
    {
        string fitting = CellText.Fit(SafeText.Of(text), width, _glyphs);
        return Add(fitting + new string(' ', Math.Max(0, width - CellText.Width(fitting))), style);
    }

    /// <summary>What stands at the right end of the line; left out when there is no room for all of it.</summary>
    public LineBuilder AddAtEnd(string text, ScreenStyle style = ScreenStyle.Plain)
    {
        int width = CellText.Width(SafeText.Of(text));
        return width <= Left ? Add(new string(' ', Left - width)).Add(text, style) : this;
    }

    /// <summary>A rule to the right end of the line.</summary>
    public LineBuilder AddRule() => Add(string.Concat(Enumerable.Repeat(_glyphs.Rule, Math.Max(0, Left))), ScreenStyle.Dim);

    public ScreenLine Build()
    {
        if (_all is not null && Left > 0)
        {
            Add(new string(' ', Left));
        }

        return new ScreenLine(_pieces);
    }
}
