using System.CommandLine;
using System.CommandLine.Parsing;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Reports;
using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Failures;
using BlockWatch.Tool.Gating;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Watching;

namespace BlockWatch.Tool.Commands;

/// <summary><c>blockwatch run -- COMMAND</c>: starts a command under watch.</summary>
internal static class RunCommand
{
    public static Command Create(ToolServices services)
    {
        Argument<string[]> commandLine = new("COMMAND")
        {
            Description = "The command and its arguments, after --.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<bool> children = ChildrenOption.Create("Watch every .NET application that the command starts, itself included, until the command's exit.");
        WatchCommandOptions options = new("How long to watch; the command goes on, and blockwatch with it, until the command's exit.", hasScreen: true);
        Option<string?> commandOutput = new("--command-output")
        {
            Description = "Write the command's standard output and error to this file and give it no input. On a terminal, the live screen is shown then.",
            HelpName = "FILE",
        };

        ToolCommand command = new(
            "run",
            "Start a command under watch from its first instruction. Input, output, signals and exit code are the command's; our text goes to standard error.",
            "blockwatch run -- dotnet App.dll --urls http://localhost:5000",
            "blockwatch run -o report.json --threshold 50ms -- ./App",
            "blockwatch run --children -o report.json -- ./start-all.sh",
            "blockwatch run --children --fail-on new --baseline main.json -o pr.json -- dotnet test")
        {
            Usage = "blockwatch run [options] -- COMMAND [ARGS...]",
        };
        command.Add(commandLine);
        command.Add(children);
        command.Add(commandOutput);
        options.AddTo(command);
        command.SetAction((parse, _) =>
        {
            // The command may have options of its own: without -- an -o of it would silently become ours.
            string[] words = parse.GetValue(commandLine) ?? [];
            return words.Length > 0 && parse.Tokens.Any(token => token.Type == TokenType.DoubleDash)
                ? RunAsync(services, options.Read(parse, services), new RunSettings(words, parse.GetValue(children), parse.GetValue(commandOutput)))
                : throw new UserFacingException("run needs -- and a command after its options, for example: blockwatch run -- dotnet App.dll", ExitCode.Usage);
        });
        return command;
    }

    private static async Task<int> RunAsync(ToolServices services, WatchSettings settings, RunSettings run)
    {
        await using FileStream? file = run.OutputPath is { } path ? Create(path) : null;
        LaunchOptions launch = new(run.CommandLine[0], run.CommandLine[1..]) { InheritOutput = !settings.JsonLines, Output = file };
        bool outIsTheTargets = file is null;
        LaunchedOutcome outcome = run.WithChildren
            ? await RunWithChildrenAsync(services, settings, launch, outIsTheTargets)
            : await RunAsync(services, settings, launch, outIsTheTargets);

        return new LastWord(services.Terminal.Error, settings.Verbosity == Verbosity.Quiet).Of(outcome.CommandExitCode, outcome.Watch);
    }

    private static async Task<LaunchedOutcome> RunAsync(ToolServices services, WatchSettings settings, LaunchOptions launch, bool outIsTheTargets)
    {
        using WatchOutput output = new(services, settings, outIsTheTargets);
        output.CheckOutputs();
        output.Begin(launch.Command, uptime: null);
        return await LaunchedCommand.RunAsync(services, launch, settings.ToWatchOptions(), output);
    }

    private static async Task<LaunchedOutcome> RunWithChildrenAsync(ToolServices services, WatchSettings settings, LaunchOptions launch, bool outIsTheTargets)
    {
        using WatchSetOutput output = new(services, settings, outIsTheTargets);
        output.CheckOutputs();
        return await LaunchedCommand.RunWithChildrenAsync(services, launch, settings.ToWatchOptions(), output);
    }

    private static FileStream Create(string path)
    {
        try
        {
            return PrivateFile.CreateInPlace(path);
        }
        catch (ReportException refused)
        {
            throw new UserFacingException($"the command's output cannot be written: {refused.Message}", ExitCode.Refused, refused);
        }
    }

    /// <param name="CommandLine">The command and its arguments.</param>
    /// <param name="WithChildren">Whether what it starts is watched too.</param>
    /// <param name="OutputPath">Where its output goes; null: where ours does.</param>
    private sealed record RunSettings(string[] CommandLine, bool WithChildren, string? OutputPath);
}
