using System.CommandLine;
using BlockWatch.Tool.Gating;
using BlockWatch.Tool.Options;

namespace BlockWatch.Tool.Commands;

/// <summary><c>blockwatch diff</c>: what has changed from one saved report to another.</summary>
internal static class DiffCommand
{
    public static Command Create(ToolServices services)
    {
        Argument<string> before = new("BASE") { Description = "The JSON report to compare with." };
        Argument<string> after = new("NEW") { Description = "The JSON report that is compared." };
        OutputOptions outputs = new();
        outputs.Output.Description = "Write the comparison to this file; repeatable. The extension tells the format: .json, .txt, .md, .html.";
        outputs.Format.Description = "The format of the output, whatever its extension: json, text, md or html.";
        GateOptions gate = new(withBaseline: false);

        ToolCommand command = new(
            "diff",
            "Compare two saved reports place by place: what is new, gone, worse or better, and what chance may explain. A line that moved is the same place.",
            "blockwatch diff main.json pr.json",
            "blockwatch diff main.json pr.json -o comparison.md --fail-on new")
        {
            Usage = "blockwatch diff BASE NEW [options]",
        };
        command.Add(before);
        command.Add(after);
        outputs.AddTo(command, withSource: false);
        gate.AddTo(command);
        command.SetAction(parse => Compare(
            services,
            new DiffSettings(
                parse.GetRequiredValue(before),
                parse.GetRequiredValue(after),
                parse.GetValue(outputs.Output) ?? [],
                parse.GetValue(outputs.Format),
                gate.Read(parse)?.Conditions ?? []),
            parse.GetValue(GlobalOptions.Verbosity) == Verbosity.Quiet));
        return command;
    }

    private static int Compare(ToolServices services, DiffSettings settings, bool isQuiet)
    {
        WatchEnd end = services.Reports.Compare(settings, isQuiet ? TextWriter.Null : services.Terminal.Out, services.Terminal.Width);
        return (int)new LastWord(services.Terminal.Error, isQuiet).Of(end);
    }
}
