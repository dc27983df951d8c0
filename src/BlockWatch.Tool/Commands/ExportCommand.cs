using System.CommandLine;
using BlockWatch.Tool.Options;

namespace BlockWatch.Tool.Commands;

/// <summary><c>blockwatch export</c>: another format from a saved report.</summary>
internal static class ExportCommand
{
    public static Command Create(ToolServices services)
    {
        Argument<string> report = new("REPORT") { Description = "The JSON report that a watch wrote." };
        OutputOptions outputs = new();
        outputs.Output.Description = "The file to write; repeatable. The extension tells the format: .json, .txt, .md.";

        ToolCommand command = new(
            "export",
            "Write a saved report in another format.",
            "blockwatch export report.json -o report.md",
            "blockwatch export report.json -o report.out --format text")
        {
            Usage = "blockwatch export REPORT -o FILE [options]",
        };
        command.Add(report);
        outputs.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(outputs.Output) is null)
            {
                result.AddError("export needs -o FILE: what to write, for example -o report.md");
            }
        });
        command.SetAction(parse => Export(
            services, parse.GetRequiredValue(report), parse.GetRequiredValue(outputs.Output), parse.GetValue(outputs.Format)));
        return command;
    }

    private static int Export(ToolServices services, string input, IReadOnlyList<string> outputs, string? format)
    {
        // All or nothing: the last one's unknown format must not leave the first one's file behind.
        foreach (string path in outputs)
        {
            services.Reports.CheckWritable(path, format);
        }

        foreach (string path in outputs)
        {
            services.Reports.Export(input, path, format);
        }

        return (int)ExitCode.Done;
    }
}
