using System.Globalization;
using System.Text;

namespace BlockWatch.Fuzz.Targets;

/// <summary>Finds what a terminal obeys instead of showing it.</summary>
internal static class ControlCharacters
{
    /// <exception cref="BrokenPromiseException">The text has one other than a line's end or a tab.</exception>
    public static void Refuse(string text, string where)
    {
        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at];
            if (c is not ('\n' or '\t') && IsObeyed(c))
            {
                throw new BrokenPromiseException(string.Create(
                    CultureInfo.InvariantCulture, $"U+{(int)c:X4} in {where}: {Printable(text.AsSpan(Math.Max(0, at - 40), Math.Min(80, text.Length - Math.Max(0, at - 40))))}"));
            }
        }
    }

    private static bool IsObeyed(char c) => char.IsControl(c)
        || (c > '\x7f' && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Printable(ReadOnlySpan<char> text)
    {
        StringBuilder printable = new();
        foreach (char c in text)
        {
            printable.Append(c is >= ' ' and <= '~' ? c : '?');
        }

        return printable.ToString();
    }
}
