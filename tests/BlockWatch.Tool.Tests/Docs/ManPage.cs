using System.CommandLine;
using System.Globalization;
using System.Text;
using BlockWatch.Tool.Commands;

namespace BlockWatch.Tool.Tests.Docs;

/// <summary>Writes the manual page, section 1, of the commands as they are: in the language of man(7).</summary>
internal static class ManPage
{
    // Every code must be here: one that is not fails the test.
    private static readonly Dictionary<ExitCode, string> ExitCodes = new()
    {
        [ExitCode.Done] = "Done; without --fail-on findings are no failure.",
        [ExitCode.GateFailed] = "The gate (--fail-on) failed.",
        [ExitCode.Usage] = "Wrong usage, or a configuration that is not as it should be.",
        [ExitCode.Refused] = "The target or the environment said no: one line says what, and what next.",
        [ExitCode.GateUndecided] = "The gate is not decided: nothing of it was found, but not everything could be seen; no pass.",
        [ExitCode.InternalError] = "A bug of blockwatch.",
        [ExitCode.Interrupted] = "Ctrl+C twice.",
    };

    public static string Of(RootCommand root)
    {
        StringBuilder page = new();
        page.Append(".\\\" Made of the commands by the tests of BlockWatch.Tool: change those, not this.\n");
        page.Append(".TH BLOCKWATCH 1 \"\" \"blockwatch\" \"User Commands\"\n");
        page.Append(".SH NAME\nblockwatch \\- names the frame that blocks a live .NET process\n");
        page.Append(".SH SYNOPSIS\n.B blockwatch\n.I command\n[\\fIoptions\\fR]\n");
        page.Append(".SH DESCRIPTION\n").Append(Escape(root.Description!)).Append('\n');
        page.Append(".SH COMMANDS\n");
        foreach (Command command in root.Subcommands)
        {
            Append(page, (ToolCommand)command);
        }

        page.Append(".SH OPTIONS OF EVERY COMMAND\n");
        foreach (Option option in root.Options.OrderBy(option => option.Name, StringComparer.Ordinal))
        {
            Append(page, option);
        }

        page.Append(".SH EXIT STATUS\n");
        foreach (ExitCode code in Enum.GetValues<ExitCode>())
        {
            page.Append(CultureInfo.InvariantCulture, $".TP\n.B {(int)code}\n{Escape(ExitCodes[code])}\n");
        }

        page.Append(".PP\n.B run\npasses its command's own code through.\n");
        return page.ToString();
    }

    private static void Append(StringBuilder page, ToolCommand command)
    {
        page.Append(".SS ").Append(Escape(command.Usage ?? Usage(command))).Append('\n').Append(Escape(command.Description!)).Append('\n');
        foreach (Argument argument in command.Arguments.Where(argument => !argument.Hidden))
        {
            page.Append(".TP\n.I ").Append(Escape(argument.Name)).Append('\n').Append(Escape(argument.Description!)).Append('\n');
        }

        foreach (Option option in command.Options.Where(option => !option.Hidden))
        {
            Append(page, option);
        }

        page.Append(".PP\nExamples:\n.PP\n.nf\n.RS\n");
        foreach (string example in command.Examples)
        {
            page.Append(Escape(example)).Append('\n');
        }

        page.Append(".RE\n.fi\n");
    }

    private static string Usage(ToolCommand command) =>
        $"blockwatch {command.Name}{string.Concat(command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues > 0 ? $" {argument.Name}" : $" [{argument.Name}]"))} [options]";

    private static void Append(StringBuilder page, Option option)
    {
        IEnumerable<string> names = option.Aliases.Order(StringComparer.Ordinal).Prepend(option.Name).Distinct();
        string value = option.HelpName is { } name ? $" \\fI{Escape(name)}\\fR" : "";
        page.Append(".TP\n").AppendJoin(", ", names.Select(name => $"\\fB{Escape(name)}\\fR")).Append(value).Append('\n');
        page.Append(Escape(option.Description!)).Append('\n');
    }

    // groff_man(7): a line must not begin with a dot or a quote; hyphens that are typed are minus signs.
    private static string Escape(string text)
    {
        string escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return escaped[0] is '.' or '\'' ? "\\&" + escaped : escaped;
    }
}
