using System.CommandLine;
using System.CommandLine.Invocation;
using BlockWatch.Tool.Commands;
using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Failures;
using BlockWatch.Tool.Options;

namespace BlockWatch.Tool;

/// <summary>The whole command: arguments in, exit code out.</summary>
internal sealed class Application
{
    private readonly ToolServices _services;

    // Made once: options that commands share remember every command that they were ever given to.
    private readonly RootCommand _command;

    public Application(ToolServices services)
    {
        Terminal terminal = services.Terminal;
        _services = services with { Terminal = terminal with { Out = new ForgivingWriter(terminal.Out), Error = new ForgivingWriter(terminal.Error) } };
        _command = BlockWatchCommand.Create(_services);
    }

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        // No response files: an argument that begins with @ is the command's own.
        ParserConfiguration parser = new() { ResponseFileTokenReplacer = null };
        ParseResult parse = _command.Parse(arguments, parser);
        FailureReporter failures = new(_services.Terminal.Error);
        if (parse.Action is ParseErrorAction)
        {
            return (int)failures.ReportUsage(parse);
        }

        // Failures and signals are ours: the library would print a stack, and end a watch without its report.
        InvocationConfiguration invocation = new()
        {
            Output = _services.Terminal.Out,
            Error = _services.Terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return Judge(await parse.InvokeAsync(invocation), failures);
        }
        catch (Exception failure)
        {
            return (int)failures.Report(failure, parse, parse.GetValue(GlobalOptions.Verbosity) == Verbosity.Detailed);
        }
    }

    // On a terminal that is gone nobody misses it; in a file the user would take what there is for all of it.
    private int Judge(int code, FailureReporter failures)
    {
        if (_services.Terminal is not { Height: null, Out: ForgivingWriter { Failure: { } failure } })
        {
            return code;
        }

        failures.WriteLine($"standard output could not be written to its end: {failure.Message}");
        return code == (int)ExitCode.Done ? (int)ExitCode.Refused : code;
    }
}
