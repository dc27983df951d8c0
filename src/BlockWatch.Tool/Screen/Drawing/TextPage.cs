using BlockWatch.Reports.Wording;

namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>A page of text that can be longer than the screen.</summary>
internal static class TextPage
{
    private const int Margin = 1;

    /// <param name="title">Over it.</param>
    /// <param name="text">Its lines; those that are too long are broken.</param>
    /// <param name="scroll">Lines that are above the first one shown; too many are taken as the most.</param>
    /// <param name="rows">Lines that there is room for, the title included.</param>
    /// <param name="width">Of the screen.</param>
    /// <param name="glyphs">To draw with.</param>
    /// <returns>The lines, and how far the page can be scrolled.</returns>
    public static (IReadOnlyList<ScreenLine> Lines, int MostScroll) Draw(string title, IReadOnlyList<string> text, int scroll, int rows, int width, Glyphs glyphs)
    {
        List<string> lines = [.. text.SelectMany(line => CellText.Wrap(SafeText.Of(line), width - (2 * Margin)))];
        int fitting = rows - 1;
        int most = Math.Max(0, lines.Count - fitting);
        int first = Math.Clamp(scroll, 0, most);
        string where = most == 0 ? "" : $"lines {Measures.Number(first + 1)} to {Measures.Number(first + fitting)} of {Measures.Number(lines.Count)}";
        List<ScreenLine> drawn = [TitleLine.Draw(title, where, ScreenStyle.Dim, width, glyphs)];
        drawn.AddRange(lines.Skip(first).Take(fitting).Select(line => new LineBuilder(width, glyphs).Add(new string(' ', Margin) + line).Build()));
        return (drawn, most);
    }
}
