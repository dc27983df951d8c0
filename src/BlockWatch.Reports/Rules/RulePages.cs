using System.Reflection;

namespace BlockWatch.Reports.Rules;

/// <summary>The pages of <c>docs/rules</c>, which are built into this assembly.</summary>
public static class RulePages
{
    private const string Prefix = "rules/";
    private const string Suffix = ".md";

    private static readonly Assembly Assembly = typeof(RulePages).Assembly;

    /// <summary>The rules that have a page, in order: <c>BW0001</c>.</summary>
    public static IReadOnlyList<string> Ids { get; } =
    [
        .. Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The page as Markdown.</summary>
    /// <exception cref="ArgumentException">The rule has no page.</exception>
    public static string Read(string id)
    {
        using Stream page = Assembly.GetManifestResourceStream(Prefix + id + Suffix) ?? throw new ArgumentException($"There is no page of {id}.", nameof(id));
        using StreamReader reader = new(page);
        return reader.ReadToEnd();
    }
}
