using System.Buffers;
using System.Globalization;
using System.Text;

namespace BlockWatch.Reports.Wording;

/// <summary>Text of the target (method names, paths, process names) made harmless for a terminal and a one-line message.</summary>
/// <remarks>
/// Anyone who can name a method could otherwise move the reader's cursor, colour the screen or reverse the text: control
/// characters, escape sequences, line breaks and invisible format characters are written as <c>\u001b</c>.
/// </remarks>
public static class SafeText
{
    /// <summary>The same text when nothing in it is dangerous.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder? safe = null;
        int at = 0;
        while (at < text.Length)
        {
            OperationStatus status = Rune.DecodeFromUtf16(text.AsSpan(at), out Rune rune, out int length);
            if (status != OperationStatus.Done || IsDangerous(rune))
            {
                safe ??= new StringBuilder(text, 0, at, text.Length + 16);
                AppendEscaped(safe, status == OperationStatus.Done ? rune.Value : text[at]);
            }
            else
            {
                safe?.Append(text, at, length);
            }

            at += length;
        }

        return safe?.ToString() ?? text;
    }

    /// <summary>Cut to a length, with a sign that it was.</summary>
    public static string Shorten(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        int length = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
        return text[..length] + "…";
    }

    /// <summary>True for what a terminal would obey instead of showing it.</summary>
    internal static bool IsDangerous(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static void AppendEscaped(StringBuilder safe, int codePoint) =>
        safe.Append(codePoint <= char.MaxValue ? "\\u" : "\\U")
            .Append(codePoint.ToString(codePoint <= char.MaxValue ? "x4" : "x8", CultureInfo.InvariantCulture));
}
