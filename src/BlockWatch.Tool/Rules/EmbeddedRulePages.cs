using BlockWatch.Reports.Rules;

namespace BlockWatch.Tool.Rules;

/// <summary>The pages of docs/rules, which the build embeds.</summary>
internal sealed class EmbeddedRulePages : IRulePages
{
    public IReadOnlyList<string> Ids => RulePages.Ids;

    public string Read(string id) => RulePages.Read(id);
}
