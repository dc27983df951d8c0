using System.CommandLine;
using BlockWatch.Reports;

namespace BlockWatch.Tool.Options;

/// <summary>Where reports go: <c>-o</c> and <c>--format</c>; and whether they may hold source code: <c>--with-source</c>.</summary>
internal sealed class OutputOptions
{
    /// <summary>The usual one of each format.</summary>
    public static string Extensions { get; } = string.Join(", ", ReportFormats.All.Select(format => format.Extensions[0]));

    public Option<string[]> Output { get; } = new("--output", "-o")
    {
        Description = "Write a report to this file when watching ends; repeatable. The extension tells the format: " + Extensions + ", .nettrace (the raw trace of one target).",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public Option<string?> Format { get; } = new Option<string?>("--format")
    {
        Description = "The format of the output, whatever its extension: " + string.Join(", ", ReportFormats.All.Select(format => format.Name)) + ".",
        HelpName = "FORMAT",
    }.Suggest([.. ReportFormats.All.Select(format => format.Name)]);

    public Option<bool> WithSource { get; } = new("--with-source")
    {
        Description = "Put the lines of your source code around each finding into an HTML report, where the files are on this machine.",
    };

    public OutputOptions()
    {
        Output.Validators.Add(result =>
        {
            string[] paths = [.. result.Tokens.Select(token => token.Value)];
            if (paths.Contains(""))
            {
                result.AddError("the output has no name: write for example -o report.json");
            }
            else if (paths.GroupBy(Path.GetFullPath).FirstOrDefault(group => group.Count() > 1) is { } twice)
            {
                result.AddError($"the output '{twice.First()}' is named twice: each report needs its own file");
            }
        });
    }

    /// <param name="command">Gets the options.</param>
    /// <param name="withSource">False for a command whose outputs have no room for source code.</param>
    public void AddTo(Command command, bool withSource = true)
    {
        command.Add(Output);
        command.Add(Format);
        if (withSource)
        {
            command.Add(WithSource);
        }
    }
}
