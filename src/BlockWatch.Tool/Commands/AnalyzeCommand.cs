using System.CommandLine;
using BlockWatch.Detection.Session;
using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Gating;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Signals;

namespace BlockWatch.Tool.Commands;

/// <summary><c>blockwatch analyze</c>: the same findings from a recorded trace.</summary>
internal static class AnalyzeCommand
{
    public static Command Create(ToolServices services)
    {
        Argument<string> trace = new("FILE") { Description = "The .nettrace file to read, whoever recorded it." };
        WatchCommandOptions options = new(duration: null);

        ToolCommand command = new(
            "analyze",
            "Find in a recorded trace what a live watch would have found; says which providers are missing for which rules.",
            "blockwatch analyze orders.nettrace -o report.json",
            "blockwatch analyze orders.nettrace --fail-on severity:error")
        {
            Usage = "blockwatch analyze FILE [options]",
        };
        command.Add(trace);
        options.AddTo(command);
        command.SetAction(parse => Analyze(services, options.Read(parse, services), parse.GetRequiredValue(trace)));
        return command;
    }

    private static int Analyze(ToolServices services, WatchSettings settings, string path)
    {
        using StopOnSignal stop = new(services.Signals);
        using WatchOutput output = new(services, settings);
        output.CheckOutputs();
        WatchResult result = services.Engine.Analyze(path, settings.ToWatchOptions(), new ClosedStallsOnly(output.Observer), stop.Token);
        return (int)new LastWord(services.Terminal.Error, output.IsQuiet).Of(output.Finish(result));
    }
}
