using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace BlockWatch.Tool.Commands;

/// <summary>The library's help, as wide on every terminal, with examples below it.</summary>
internal sealed class HelpPage : SynchronousCommandLineAction
{
    private const int Width = 100;

    private readonly HelpAction _standard = new() { MaxWidth = Width };
    private readonly IReadOnlyList<string> _rootExamples;

    public HelpPage(IReadOnlyList<string> rootExamples)
    {
        _rootExamples = rootExamples;
    }

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        ToolCommand? command = parseResult.CommandResult.Command as ToolCommand;
        foreach (string line in Render(parseResult).TrimEnd().Split('\n'))
        {
            string text = line.TrimEnd();
            bool isUsage = command?.Usage is not null && text.StartsWith($"  blockwatch {command.Name} ", StringComparison.Ordinal);
            output.WriteLine(isUsage ? $"  {command!.Usage}" : text);
        }

        output.WriteLine();
        output.WriteLine("Examples:");
        foreach (string example in command?.Examples ?? _rootExamples)
        {
            output.WriteLine($"  {example}");
        }

        return (int)ExitCode.Done;
    }

    private string Render(ParseResult parse)
    {
        InvocationConfiguration configuration = parse.InvocationConfiguration;
        TextWriter output = configuration.Output;
        using StringWriter text = new();
        try
        {
            configuration.Output = text;
            _standard.Invoke(parse);
        }
        finally
        {
            configuration.Output = output;
        }

        return text.ToString();
    }
}
