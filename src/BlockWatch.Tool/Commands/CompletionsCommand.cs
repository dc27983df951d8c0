using System.CommandLine;
using BlockWatch.Tool.Completions;

namespace BlockWatch.Tool.Commands;

/// <summary><c>blockwatch completions SHELL</c>: what makes a shell complete our command lines.</summary>
internal static class CompletionsCommand
{
    public static Command Create(ToolServices services)
    {
        Argument<string> shell = new("SHELL") { Description = $"{string.Join(", ", CompletionScripts.Shells)}.", HelpName = "SHELL" };
        shell.CompletionSources.Add([.. CompletionScripts.Shells]);
        shell.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: string asked }] && !CompletionScripts.Shells.Contains(asked))
            {
                result.AddError($"there is no script for '{asked}': use {string.Join(", ", CompletionScripts.Shells)}");
            }
        });

        ToolCommand command = new(
            "completions",
            "Print a script that makes a shell complete blockwatch's command lines. It asks blockwatch itself; nothing else is needed.",
            "blockwatch completions bash",
            "blockwatch completions zsh",
            "blockwatch completions fish",
            "blockwatch completions pwsh");
        command.Add(shell);
        command.SetAction(parse =>
        {
            services.Terminal.Out.Write(CompletionScripts.Read(parse.GetRequiredValue(shell)));
            return (int)ExitCode.Done;
        });
        return command;
    }
}
