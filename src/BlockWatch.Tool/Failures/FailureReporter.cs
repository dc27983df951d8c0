using System.CommandLine;
using System.CommandLine.Parsing;
using BlockWatch.EventPipe;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Tool.Failures;

/// <summary>The one place where failures become lines on standard error and an exit code.</summary>
internal sealed class FailureReporter
{
    private readonly TextWriter _error;

    public FailureReporter(TextWriter error)
    {
        _error = error;
    }

    /// <summary>A command line that could not be understood: what is wrong with it, and whose help to read.</summary>
    public ExitCode ReportUsage(ParseResult parse)
    {
        WriteLine(What(parse));
        _error.WriteLine($"See '{CommandPath(parse.CommandResult)} --help'.");
        return ExitCode.Usage;
    }

    // One is enough: the others often follow from it. Only of what nobody knows, the parser cannot say what to write instead; the command can.
    private static string What(ParseResult parse) => parse.UnmatchedTokens is [var unknown, ..] && parse.Errors.Count > parse.UnmatchedTokens.Count
        ? $"'{unknown}' is not understood: {parse.Errors[^1].Message}"
        : parse.Errors[0].Message;

    /// <summary>What a command threw.</summary>
    /// <param name="failure">The exception that ended the command.</param>
    /// <param name="parse">The command line it came from.</param>
    /// <param name="withStack">True to print the stack of a bug of ours; expected failures never have one.</param>
    public ExitCode Report(Exception failure, ParseResult parse, bool withStack)
    {
        switch (failure)
        {
            case UserFacingException { Code: ExitCode.Usage, IsAboutArguments: true } usage:
                WriteLine(usage.Message);
                _error.WriteLine($"See '{CommandPath(parse.CommandResult)} --help'.");
                return ExitCode.Usage;
            case UserFacingException expected:
                WriteLine(expected.Message);
                return expected.Code;
            case WatchException refused:
                WriteLine(refused.Message);
                return ExitCode.Refused;
            case OperationCanceledException:
                WriteLine("stopped before there was anything to report; nothing was written");
                return ExitCode.Interrupted;
            default:
                return ReportBug(failure, withStack);
        }
    }

    /// <summary>What of a watch broke off by bugs of ours while the rest went on to its reports.</summary>
    /// <param name="bugs">A sentence each.</param>
    public void ReportBroken(IReadOnlyList<string> bugs)
    {
        foreach (string bug in bugs)
        {
            WriteLine($"internal error: {bug} Please open an issue with this line; the reports have what was seen nevertheless");
        }
    }

    /// <summary>An exception that nobody expected.</summary>
    public ExitCode ReportBug(Exception bug, bool withStack)
    {
        WriteLine($"internal error: {bug.GetType().FullName}: {bug.Message}");
        _error.WriteLine("This is a bug of blockwatch. Please open an issue with the output of the same command with '--verbosity detailed'.");
        if (withStack)
        {
            foreach (string line in bug.ToString().Split('\n'))
            {
                _error.WriteLine(SafeText.Of(line.TrimEnd('\r')));
            }
        }

        return ExitCode.InternalError;
    }

    /// <summary>A message on one line, whatever line ends it came with, and harmless for a terminal: names of the target may be in it.</summary>
    public void WriteLine(string message) => _error.WriteLine(
        "blockwatch: " + SafeText.Of(string.Join(" ", message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))));

    private static string CommandPath(CommandResult? result)
    {
        List<string> names = [];
        for (SymbolResult? current = result; current is CommandResult command; current = command.Parent)
        {
            names.Insert(0, command.Command is RootCommand ? "blockwatch" : command.Command.Name);
        }

        return string.Join(' ', names);
    }
}
