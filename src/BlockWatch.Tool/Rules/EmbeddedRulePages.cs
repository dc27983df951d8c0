using System.Reflection;

namespace BlockWatch.Tool.Rules;

/// <summary>The pages of docs/rules, which the build embeds.</summary>
internal sealed class EmbeddedRulePages : IRulePages
{
    private const string Prefix = "rules/";
    private const string Suffix = ".md";

    private static readonly Assembly Source = typeof(EmbeddedRulePages).Assembly;

    public IReadOnlyList<string> Ids { get; } =
    [
        .. Source.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Where(name => name.StartsWith("BW", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public string Read(string id)
    {
        using Stream stream = Source.GetManifestResourceStream(Prefix + id + Suffix) ?? throw new ArgumentException($"no page of {id}", nameof(id));
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
