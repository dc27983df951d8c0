using System.Text;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Markdown;

/// <summary>Text that no Markdown renderer takes for markup: everything that could be is written as a character reference.</summary>
/// <remarks>
/// References are text and never structure (CommonMark 2.5), in paragraphs, table cells and HTML blocks alike. GitHub looks
/// for mentions and issue numbers after rendering; an empty comment behind the sign keeps it from seeing one.
/// </remarks>
internal static class MarkdownText
{
    // A name that is longer tells nothing more.
    private const int MaxNameLength = 200;

    public static string Of(string text)
    {
        string safe = SafeText.Of(text);
        StringBuilder markdown = new(safe.Length + 16);
        for (int at = 0; at < safe.Length; at++)
        {
            markdown.Append(Reference(safe, at));
        }

        return markdown.ToString();
    }

    /// <summary>A method or a path, in code type, cut when very long.</summary>
    public static string Code(string text) => $"<code>{Of(SafeText.Shorten(text, MaxNameLength))}</code>";

    /// <summary>A link where the address is one of .NET's own documentation; text otherwise.</summary>
    /// <param name="address">An absolute https address in its escaped form.</param>
    public static string Address(string address) =>
        OfficialDocumentation.Is(address) ? $"<{address}>" : Of(address);

    /// <summary>Lines as a code block that none of them can end.</summary>
    public static string CodeBlock(IEnumerable<string> lines)
    {
        List<string> safe = [.. lines.Select(line => SafeText.Of(SafeText.Shorten(line, MaxNameLength)))];
        string fence = new('`', Math.Max(3, safe.Select(LongestRunOfBackticks).DefaultIfEmpty().Max() + 1));
        return $"{fence}text\n{string.Join('\n', safe)}\n{fence}";
    }

    private static string Reference(string text, int at)
    {
        char sign = text[at];
        return sign switch
        {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '@' or '#' => $"&#{(int)sign};<!-- -->",
            '|' or '`' or '*' or '_' or '~' or '[' or ']' or '\\' or '!' or '$' => $"&#{(int)sign};",

            // Would become links: "http://…", "www.…".
            ':' when text.AsSpan(at).StartsWith("://") => $"&#{(int)sign};",
            '.' when text.AsSpan(0, at).EndsWith("www", StringComparison.OrdinalIgnoreCase) => $"&#{(int)sign};",
            _ => sign.ToString(),
        };
    }

    private static int LongestRunOfBackticks(string line)
    {
        int longest = 0;
        int run = 0;
        foreach (char sign in line)
        {
            run = sign == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
