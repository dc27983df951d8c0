using System.Text.Json;

namespace BlockWatch.Reports.Html.Findings;

/// <summary>One finding in the page's data. Assets/detail.js and findings.js read it; what is empty is left out.</summary>
internal static class FindingData
{
    public static void Write(FindingView finding, int maxStacks, Utf8JsonWriter json, StringTable strings, FrameTable frames)
    {
        json.WriteStartObject();
        json.WriteNumber("rule", strings.NumberOf(finding.Rule));
        json.WriteNumber("severity", strings.NumberOf(finding.Severity));
        json.WriteNumber("title", strings.NumberOf(finding.Title));
        if (finding.ShortPlace is { } place)
        {
            json.WriteNumber("place", strings.NumberOf(place));
        }

        WriteNumbers("cells", finding.Cells.Select(strings.NumberOf), json);
        json.WriteStartArray("values");
        foreach (double value in finding.Values)
        {
            json.WriteNumberValue(Math.Round(value, 3));
        }

        json.WriteEndArray();
        if (finding.Share > 0)
        {
            json.WriteNumber("share", Math.Round(finding.Share, 4));
        }

        WriteNumbers("facts", finding.Facts.SelectMany(fact => new[] { strings.NumberOf(fact.Label), strings.NumberOf(fact.Text), (int)fact.Kind }), json);
        WriteSources(finding.Sources, json, strings);
        WriteLists(finding.Lists, json, strings);
        WriteChains(finding.Chains, json, strings);
        WriteStacks("stacks", finding.Stacks, maxStacks, json, strings, frames);
        WriteStacks("owners", finding.Owners, maxStacks, json, strings, frames);
        if (maxStacks == 0 && finding.Stacks.Count > 0)
        {
            json.WriteBoolean("stacksLeftOut", true);
        }

        json.WriteEndObject();
    }

    private static void WriteSources(IReadOnlyList<SourceView> sources, Utf8JsonWriter json, StringTable strings)
    {
        if (sources.Count == 0)
        {
            return;
        }

        json.WriteStartArray("sources");
        foreach (SourceView source in sources)
        {
            json.WriteStartObject();
            json.WriteNumber("place", strings.NumberOf(source.Place));
            json.WriteNumber("first", source.Excerpt.FirstLine);
            json.WriteNumber("line", source.Excerpt.Line);
            WriteNumbers("lines", source.Excerpt.Lines.Select(strings.NumberOf), json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLists(IReadOnlyList<ListView> lists, Utf8JsonWriter json, StringTable strings)
    {
        if (lists.Count == 0)
        {
            return;
        }

        json.WriteStartArray("lists");
        foreach (ListView list in lists)
        {
            json.WriteStartObject();
            json.WriteNumber("heading", strings.NumberOf(list.Heading));
            json.WriteNumber("kind", strings.NumberOf(list.Kind));
            WriteNumbers("items", list.Items.Select(strings.NumberOf), json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteChains(IReadOnlyList<ChainView> chains, Utf8JsonWriter json, StringTable strings)
    {
        if (chains.Count == 0)
        {
            return;
        }

        json.WriteStartArray("chains");
        foreach (ChainView chain in chains)
        {
            json.WriteStartObject();
            json.WriteNumber("heading", strings.NumberOf(chain.Heading));
            WriteNumbers("links", chain.Links.SelectMany(link => new[] { strings.NumberOf(link.Method), link.IsOnStack ? 1 : 0 }), json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStacks(string name, IReadOnlyList<StackView> stacks, int max, Utf8JsonWriter json, StringTable strings, FrameTable frames)
    {
        if (stacks.Count == 0 || max == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (StackView stack in stacks.Take(max))
        {
            json.WriteStartObject();
            json.WriteNumber("heading", strings.NumberOf(stack.Heading));
            json.WriteNumber("count", stack.Count);
            WriteNumbers("frames", stack.Frames.Select(frames.NumberOf), json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumbers(string name, IEnumerable<int> numbers, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (int number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
