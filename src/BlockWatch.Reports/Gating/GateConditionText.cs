using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Rules;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Gating;

/// <summary>Reads what a gate fails on: <c>BW0001</c>, <c>severity:error</c>, <c>any</c>, <c>new</c>, <c>new:BW0001</c>.</summary>
public static class GateConditionText
{
    private const string New = "new";
    private const string Any = "any";
    private const string NewPrefix = "new:";
    private const string SeverityPrefix = "severity:";
    private const string Known = "write rules (BW0001,BW0007), severity:error, severity:warning, severity:info, any or new; new: before the others means only what the baseline lacks";

    /// <param name="text">One condition, or several with commas between.</param>
    /// <param name="conditions">All of them when true is returned; one is enough to fail.</param>
    /// <param name="problem">Otherwise one line that says what is wrong, with an example.</param>
    public static bool TryParse(string text, out IReadOnlyList<GateCondition> conditions, out string problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<GateCondition> read = [];
        conditions = read;
        foreach (string word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Read(word) is not { } condition)
            {
                problem = $"'{SafeText.Of(word)}' is nothing that a gate can fail on: {Known}";
                return false;
            }

            read.Add(condition);
        }

        problem = "";
        return true;
    }

    private static GateCondition? Read(string word)
    {
        bool isNew = word == New || word.StartsWith(NewPrefix, StringComparison.Ordinal);
        GateCondition condition = new(word) { OnlyNew = isNew };
        string what = word switch
        {
            New => Any,
            _ when isNew => word[NewPrefix.Length..],
            _ => word,
        };
        if (what.StartsWith(SeverityPrefix, StringComparison.Ordinal))
        {
            return SeverityOf(what[SeverityPrefix.Length..]) is { } severity ? condition with { AtLeast = severity } : null;
        }

        return what == Any ? condition
            : RuleCatalog.ById(what) is { } rule ? condition with { RuleId = rule.Description.Id }
            : null;
    }

    private static Severity? SeverityOf(string name) => name switch
    {
        "info" => Severity.Info,
        "warning" => Severity.Warning,
        "error" => Severity.Error,
        _ => null,
    };
}
