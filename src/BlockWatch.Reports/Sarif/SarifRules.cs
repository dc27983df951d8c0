using System.Text.Json.Nodes;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Rules;
using BlockWatch.Reports.Rules;

namespace BlockWatch.Reports.Sarif;

/// <summary>Every rule with its page as help, whether it was found or not: a viewer can then say that it was not.</summary>
internal static class SarifRules
{
    private static readonly Dictionary<string, int> Indexes = RuleCatalog.All.Select((rule, index) => (rule.Description.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index);

    /// <summary>The rule's place in <see cref="All"/>; null for one that this build does not know.</summary>
    public static int? IndexOf(string id) => Indexes.TryGetValue(id, out int index) ? index : null;

    public static JsonArray All() => [.. RuleCatalog.All.Select(rule => ToJson(rule.Description))];

    public static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static JsonObject ToJson(RuleDescription rule)
    {
        string page = RulePages.Read(rule.Id).ReplaceLineEndings("\n");
        return new JsonObject
        {
            ["id"] = rule.Id,
            ["name"] = PascalCase(rule.Name),
            ["shortDescription"] = new JsonObject { ["text"] = rule.Summary },
            ["fullDescription"] = new JsonObject { ["text"] = rule.Summary },
            ["help"] = new JsonObject { ["text"] = page, ["markdown"] = page },
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.Severity) },
            ["properties"] = new JsonObject { ["tags"] = new JsonArray("performance", "async", "thread-pool"), ["precision"] = "high" },
        };
    }

    private static string PascalCase(string name) => string.Concat(name.Split('-', ' ').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
