using System.CommandLine;
using BlockWatch.Reports;
using BlockWatch.Reports.Wording;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Reporting;

namespace BlockWatch.Tool.Commands;

/// <summary><c>blockwatch export</c>: another format from a saved report.</summary>
internal static class ExportCommand
{
    private const string StandardOutput = "-";

    public static Command Create(ToolServices services)
    {
        Argument<string> report = new("REPORT") { Description = "The JSON report that a watch wrote." };
        OutputOptions outputs = new();
        outputs.Output.Description = $"The file to write, or - for standard output (with --format); repeatable. The extension tells the format: {OutputOptions.Extensions}.";

        ToolCommand command = new(
            "export",
            "Write a saved report in another format.",
            "blockwatch export report.json -o report.md",
            "blockwatch export report.json -o report.sarif -o report.speedscope.json",
            "blockwatch export report.json -o - --format github")
        {
            Usage = "blockwatch export REPORT -o FILE [options]",
        };
        Option<TimeScale> scale = ScaleOption.Create();
        Option<string?> sourceRoot = SourceRootOption.Create();
        RedactOption redact = new();
        command.Add(report);
        outputs.AddTo(command);
        command.Add(scale);
        command.Add(sourceRoot);
        redact.AddTo(command, outputs.WithSource);
        command.Validators.Add(result =>
        {
            if (result.GetResult(outputs.Output) is null)
            {
                result.AddError("export needs -o FILE: what to write, for example -o report.md");
            }
            else if (result.GetResult(outputs.Output)!.Tokens.Any(token => RawTraceOutput.Is(token.Value, result.GetResult(outputs.Format) is null ? null : result.GetValue(outputs.Format))))
            {
                result.AddError("no report has a raw trace in it: attach writes one with -o FILE.nettrace");
            }
            else if (result.GetResult(outputs.Output)!.Tokens.Any(token => token.Value == StandardOutput) && result.GetResult(outputs.Format) is null)
            {
                result.AddError("standard output has no extension that tells the format: name it with --format");
            }
        });
        command.SetAction(parse => Export(
            services,
            services.Reports.In(new ReportWriting
            {
                Scale = parse.GetValue(scale),
                WithSource = parse.GetValue(outputs.WithSource),
                SourceRoot = SourceRootOption.Read(parse, sourceRoot, services),
                Redaction = redact.Read(parse),
            }),
            parse.GetRequiredValue(report),
            parse.GetRequiredValue(outputs.Output),
            parse.GetValue(outputs.Format)));
        return command;
    }

    private static int Export(ToolServices services, IReportSink reports, string input, IReadOnlyList<string> outputs, string? format)
    {
        // All or nothing: the last one's unknown format must not leave the first one's file behind.
        foreach (string path in outputs.Where(path => path != StandardOutput))
        {
            reports.CheckWritable(path, format);
        }

        foreach (string path in outputs)
        {
            if (path == StandardOutput)
            {
                reports.Export(input, services.Terminal.Out, format!);
            }
            else
            {
                reports.Export(input, path, format);
            }
        }

        return (int)ExitCode.Done;
    }
}
