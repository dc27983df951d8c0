using System.Text;
using Spectre.Console;

namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>Text measured in a terminal's cells: a Chinese character takes two, an accent none.</summary>
internal static class CellText
{
    public static int Width(string text) => Ascii.IsValid(text) ? text.Length : text.GetCellWidth();

    /// <summary>The text when it fits, else its beginning and an ellipsis.</summary>
    public static string Fit(string text, int width, Glyphs glyphs)
    {
        if (Width(text) <= width)
        {
            return text;
        }

        return width < 1 ? "" : text[..LengthWithin(text, width - 1)] + glyphs.Ellipsis;
    }

    /// <summary>The text when it fits, else its end behind an ellipsis.</summary>
    public static string FitEnd(string text, int width, Glyphs glyphs)
    {
        if (Width(text) <= width)
        {
            return text;
        }

        int from = 0;
        while (from < text.Length && Width(text[from..]) > width - 1)
        {
            from += char.IsSurrogatePair(text, from) ? 2 : 1;
        }

        return width < 1 ? "" : glyphs.Ellipsis + text[from..];
    }

    /// <summary>Breaks a line where the width is over: nothing is left out.</summary>
    public static IEnumerable<string> Wrap(string line, int width)
    {
        while (Width(line) > width)
        {
            int length = Math.Max(1, LengthWithin(line, width));
            int blank = line.LastIndexOf(' ', length - 1, length);
            int indent = line.Length - line.TrimStart(' ').Length;

            // Between words where there are any, with the line's own indent.
            int end = line[length] == ' ' || blank <= indent ? length : blank;
            yield return line[..end];
            string rest = line[end..].TrimStart(' ');
            line = indent < width / 2 ? new string(' ', indent) + rest : rest;
        }

        yield return line;
    }

    private static int LengthWithin(string text, int width)
    {
        int length = 0;
        int cells = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            cells += rune.IsAscii ? 1 : rune.ToString().GetCellWidth();
            if (cells > width)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return length;
    }
}
