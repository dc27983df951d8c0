using System.CommandLine;
using System.CommandLine.Completions;
using BlockWatch.Tool.Failures;
using BlockWatch.Tool.Rules;

namespace BlockWatch.Tool.Commands;

/// <summary><c>blockwatch explain</c>: a rule's page, or the list of rules.</summary>
internal static class ExplainCommand
{
    public static Command Create(ToolServices services)
    {
        Argument<string?> rule = new("RULE")
        {
            Description = "The rule's id, as a finding shows it; without it, the list of rules.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "RULE",
        };
        rule.CompletionSources.Add(_ => services.Rules.Ids.Select(id => new CompletionItem(id)));

        ToolCommand command = new(
            "explain",
            "Print the page of a rule: what it means, an example, the fix, its blind spots.",
            "blockwatch explain BW0001",
            "blockwatch explain")
        {
            Usage = "blockwatch explain [RULE] [options]",
        };
        command.Add(rule);
        command.SetAction(parse =>
        {
            TextWriter output = services.Terminal.Out;
            if (parse.GetValue(rule) is { } id)
            {
                output.WriteLine(Find(services.Rules, id).TrimEnd());
            }
            else
            {
                WriteList(services.Rules, output);
            }

            return (int)ExitCode.Done;
        });
        return command;
    }

    private static string Find(IRulePages rules, string id)
    {
        string? known = rules.Ids.FirstOrDefault(rule => string.Equals(rule, id, StringComparison.OrdinalIgnoreCase));
        return known is not null
            ? rules.Read(known)
            : throw new UserFacingException($"there is no rule '{id}': use {string.Join(", ", rules.Ids)}", ExitCode.Usage);
    }

    private static void WriteList(IRulePages rules, TextWriter output)
    {
        foreach (string id in rules.Ids)
        {
            // A page begins with its heading: '# BW0001: sync-over-async'.
            string heading = rules.Read(id).Split('\n', 2)[0].Trim('#', ' ', '\r');
            string title = heading.StartsWith(id, StringComparison.Ordinal) ? heading[id.Length..].TrimStart(':', ' ', '-', '—', '–') : heading;
            output.WriteLine($"{id}  {title}");
        }
    }
}
