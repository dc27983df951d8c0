using System.CommandLine;

namespace BlockWatch.Tool.Options;

/// <summary>Where reports go: <c>-o</c> and <c>--format</c>; and whether they may hold source code: <c>--with-source</c>.</summary>
internal sealed class OutputOptions
{
    public Option<string[]> Output { get; } = new("--output", "-o")
    {
        Description = "Write a report to this file when watching ends; repeatable. The extension tells the format: .json, .txt, .md, .html.",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public Option<string?> Format { get; } = new("--format")
    {
        Description = "The format of the output, whatever its extension: json, text, md or html.",
        HelpName = "FORMAT",
    };

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

    public void AddTo(Command command)
    {
        command.Add(Output);
        command.Add(Format);
        command.Add(WithSource);
    }
}
