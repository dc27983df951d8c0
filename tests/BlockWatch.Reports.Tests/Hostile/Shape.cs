using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BlockWatch.Reports.Tests.Hostile;

/// <summary>What a document is made of, without its texts. A name that becomes part of it shows as a part that the harmless name did not make.</summary>
internal static partial class Shape
{
    /// <summary>The kinds of parts; which kinds there are depends on what the document is.</summary>
    /// <param name="document">JSON and XML are known by their beginning.</param>
    /// <param name="extension">Its file's, which tells markup from plain text.</param>
    public static IReadOnlySet<string> Of(string document, string extension)
    {
        string start = document.TrimStart();
        HashSet<string> parts = [];
        if (start.StartsWith('{') || start.StartsWith('['))
        {
            AddJson(JsonDocument.Parse(document).RootElement, "$", parts);
        }
        else if (start.StartsWith("<?xml", StringComparison.Ordinal))
        {
            AddXml(XDocument.Parse(document).Root!, "", parts);
        }
        else if (extension is ".html" or ".md")
        {
            string markup = extension is ".md" ? Fence().Replace(document, "") : document;
            AddMarkup(markup, extension is ".md" ? MarkdownAddress() : HtmlAddress(), parts);
            AddLines(markup, MarkupLineBegin(), parts);
        }
        else
        {
            // Programs read these: each line by itself, and a command of a CI by its beginning. Prose is broken where the names are long.
            if (extension is not ".txt")
            {
                parts.Add($"{Count(document, "\n")} lines");
            }

            AddLines(document, CommandLineBegin(), parts);
        }

        return parts;
    }

    /// <summary>Characters that a terminal obeys instead of showing them, other than a line's end.</summary>
    public static IReadOnlyList<string> Obeyed(string document) =>
    [
        .. document.EnumerateRunes()
            .Where(rune => rune.Value != '\n' && Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            .Select(rune => $"U+{rune.Value:X4}")
            .Distinct(),
    ];

    private static void AddJson(JsonElement element, string path, HashSet<string> parts)
    {
        parts.Add($"{path} is {element.ValueKind}");
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                AddJson(property.Value, $"{path}.{property.Name}", parts);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                AddJson(item, path + "[]", parts);
            }
        }
    }

    private static void AddXml(XElement element, string path, HashSet<string> parts)
    {
        path += "/" + element.Name;
        parts.Add(path);
        parts.UnionWith(element.Attributes().Select(attribute => $"{path} {attribute.Name}"));
        parts.UnionWith(element.Nodes().Where(node => node is not XElement and not XText).Select(node => $"{path} {node.NodeType}"));
        foreach (XElement child in element.Elements())
        {
            AddXml(child, path, parts);
        }
    }

    // Of HTML, and of what HTML there is in Markdown: elements with the names of their attributes, and links by where they lead.
    private static void AddMarkup(string document, Regex address, HashSet<string> parts)
    {
        foreach (Match element in Element().Matches(document))
        {
            string[] attributes = [.. Attribute().Matches(element.Groups[2].Value).Select(match => match.Groups[1].Value.ToLowerInvariant())];
            parts.Add($"<{element.Groups[1].Value.ToLowerInvariant()} {string.Join(' ', attributes)}>");
        }

        parts.Add($"{Count(document, "<script")} scripts");
        parts.UnionWith(address.Matches(document).Select(match => $"leads to {match.Groups[1].Value.ToLowerInvariant()}"));
    }

    // How lines begin says what they are: headings, items, tables, fences, commands.
    private static void AddLines(string document, Regex begin, HashSet<string> parts)
    {
        foreach (string line in document.Split('\n'))
        {
            Match match = begin.Match(line);
            if (match.Success)
            {
                parts.Add($"a line that begins with '{match.Value}'");
            }

            if (match.Success && line.StartsWith('|'))
            {
                parts.Add($"{Count(line, "|")} columns");
            }
        }
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("<(/?[a-zA-Z][a-zA-Z0-9]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")]
    private static partial Regex Element();

    [GeneratedRegex("([a-zA-Z-]+)\\s*=\\s*(?:\"[^\"]*\"|'[^']*'|[^\\s>]+)")]
    private static partial Regex Attribute();

    [GeneratedRegex("(?:href|src|action)=[\"']?([a-z]+:)", RegexOptions.IgnoreCase)]
    private static partial Regex HtmlAddress();

    [GeneratedRegex("(?:\\]\\(|href=[\"']?|src=[\"']?|<)([a-z]+:)", RegexOptions.IgnoreCase)]
    private static partial Regex MarkdownAddress();

    // In a block of code nothing is markup; where one ends, a line of as many signs says.
    [GeneratedRegex("^(`{3,})text\n.*?^\\1$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^(#+ |- |\\* |> |```+|\\|)")]
    private static partial Regex MarkupLineBegin();

    [GeneratedRegex("^::[a-z-]+")]
    private static partial Regex CommandLineBegin();
}
