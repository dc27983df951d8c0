using Newtonsoft.Json.Linq;

namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>What a reader of a schema has to have explained: its properties' names, and the words that they may have as values.</summary>
internal static class SchemaWords
{
    public static IReadOnlyList<string> Of(string file)
    {
        JObject schema = JObject.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schemas", file)));
        IEnumerable<string> names = schema.Descendants().OfType<JProperty>()
            .Where(property => property.Parent?.Parent is JProperty { Name: "properties" })
            .Select(property => property.Name);
        IEnumerable<string> words = schema.Descendants().OfType<JProperty>()
            .Where(property => property.Name == "enum")
            .SelectMany(property => property.Value.Values<string>())
            .OfType<string>()
            .Where(word => !int.TryParse(word, out _));
        string[] all = [.. names.Concat(words).Distinct()];
        Assert.NotEmpty(all);
        return all;
    }
}
