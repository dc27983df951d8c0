using BlockWatch.Detection.Findings;

namespace BlockWatch.Detection.Rules;

/// <summary>What a rule is called and what it means.</summary>
/// <param name="Id">Stable: <c>BW0001</c>.</param>
/// <param name="Name">Short, in the field's words: <c>sync-over-async</c>.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Severity">Of a finding, unless the evidence says otherwise.</param>
public sealed record RuleDescription(string Id, string Name, string Summary, Severity Severity);
