using System.CommandLine;
using System.CommandLine.Parsing;
using BlockWatch.Reports.Gating;

namespace BlockWatch.Tool.Options;

/// <summary>The gate's: <c>--fail-on</c> and <c>--baseline</c>.</summary>
internal sealed class GateOptions
{
    private readonly Option<GateCondition[]> _conditions = new("--fail-on")
    {
        Description = "Fail with exit code 1 on findings of these: BW0001,BW0007 (rules), severity:error, severity:warning, any, new (what the baseline lacks) or new:BW0001; repeatable. "
            + "When nothing of it was found but not everything could be seen, the exit code is 4.",
        HelpName = "WHAT",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = Parse,
    };

    private readonly Option<string[]>? _baseline;

    /// <param name="withBaseline">False for a command that compares anyway.</param>
    public GateOptions(bool withBaseline = true)
    {
        if (withBaseline)
        {
            _baseline = new("--baseline")
            {
                Description = "With --fail-on new: the JSON report to compare with; repeatable: what one of them has is not new.",
                HelpName = "FILE",
                Arity = ArgumentArity.OneOrMore,
                AllowMultipleArgumentsPerToken = false,
            };
        }
    }

    public void AddTo(Command command)
    {
        command.Add(_conditions);
        if (_baseline is null)
        {
            return;
        }

        command.Add(_baseline);
        command.Validators.Add(result =>
        {
            // The words, not the values: those of a word that is wrong are not to be had.
            bool wantsNew = result.GetResult(_conditions)?.Tokens.Any(token => IsAboutNew(token.Value)) == true;
            bool hasBaseline = result.GetResult(_baseline) is not null;
            if (wantsNew && !hasBaseline)
            {
                result.AddError("--fail-on new needs --baseline FILE: a JSON report of the state that is not new");
            }
            else if (hasBaseline && !wantsNew)
            {
                result.AddError("--baseline says what is not new: use it with --fail-on new");
            }
        });
    }

    /// <summary>Null when there is no gate.</summary>
    public GateSettings? Read(ParseResult parse) => parse.GetResult(_conditions) is null
        ? null
        : new GateSettings(parse.GetValue(_conditions) ?? [], _baseline is null ? [] : parse.GetValue(_baseline) ?? []);

    private static bool IsAboutNew(string text) =>
        GateConditionText.TryParse(text, out IReadOnlyList<GateCondition> conditions, out _) && conditions.Any(condition => condition.OnlyNew);

    private static GateCondition[] Parse(ArgumentResult result)
    {
        List<GateCondition> all = [];
        foreach (Token token in result.Tokens)
        {
            if (GateConditionText.TryParse(token.Value, out IReadOnlyList<GateCondition> conditions, out string problem))
            {
                all.AddRange(conditions);
            }
            else
            {
                result.AddError(problem);
            }
        }

        return [.. all];
    }
}
