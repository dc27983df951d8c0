using System.CommandLine;
using BlockWatch.Reports;
using BlockWatch.Reports.Wording;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Reporting;

namespace BlockWatch.Tool.Commands;

/// <summary><c>blockwatch export</c>: another format from a saved report.</summary>
internal static class ExportCommand
{
    public static Command Create(ToolServices services)
    {
        Argument<string> report = new("REPORT") { Description = "The JSON report that a watch wrote." };
        OutputOptions outputs = new();
        outputs.Output.Description = "The file to write; repeatable. The extension tells the format: .json, .txt, .md, .html.";

        ToolCommand command = new(
            "export",
            "Write a saved report in another format.",
            "blockwatch export report.json -o report.md",
            "blockwatch export report.json -o report.out --format text")
        {
            Usage = "blockwatch export REPORT -o FILE [options]",
        };
        Option<TimeScale> scale = ScaleOption.Create();
        command.Add(report);
        outputs.AddTo(command);
        command.Add(scale);
        command.Validators.Add(result =>
        {
            if (result.GetResult(outputs.Output) is null)
            {
                result.AddError("export needs -o FILE: what to write, for example -o report.md");
            }
        });
        command.SetAction(parse => Export(
            services.Reports.In(new ReportWriting { Scale = parse.GetValue(scale), WithSource = parse.GetValue(outputs.WithSource) }), parse.GetRequiredValue(report), parse.GetRequiredValue(outputs.Output), parse.GetValue(outputs.Format)));
        return command;
    }

    private static int Export(IReportSink reports, string input, IReadOnlyList<string> outputs, string? format)
    {
        // All or nothing: the last one's unknown format must not leave the first one's file behind.
        foreach (string path in outputs)
        {
            reports.CheckWritable(path, format);
        }

        foreach (string path in outputs)
        {
            reports.Export(input, path, format);
        }

        return (int)ExitCode.Done;
    }
}
