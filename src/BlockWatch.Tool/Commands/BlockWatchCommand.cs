using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using BlockWatch.Tool.Completions;
using BlockWatch.Tool.Options;

namespace BlockWatch.Tool.Commands;

/// <summary>The whole command line.</summary>
internal static class BlockWatchCommand
{
    private static readonly string[] Examples =
    [
        "blockwatch demo",
        "blockwatch ps",
        "blockwatch attach -n Orders --duration 30s -o report.json",
    ];

    public static RootCommand Create(ToolServices services)
    {
        RootCommand root = new("Watches a live .NET process and names the frame that blocks: where, why, how long, and what to call instead.")
        {
            HelpName = "blockwatch",
        };
        root.Add(PsCommand.Create(services));
        root.Add(AttachCommand.Create(services));
        root.Add(RunCommand.Create(services));
        root.Add(DemoCommand.Create(services));
        root.Add(TasksCommand.Create(services));
        root.Add(AnalyzeCommand.Create(services));
        root.Add(ExportCommand.Create(services));
        root.Add(DiffCommand.Create(services));
        root.Add(ExplainCommand.Create(services));
        root.Add(CompletionsCommand.Create(services));
        root.Add(GlobalOptions.Verbosity);

        HelpPage help = new(Examples);
        root.Options.OfType<HelpOption>().Single().Action = help;
        root.Directives.OfType<SuggestDirective>().Single().Action = new SuggestAction();
        root.Options.OfType<VersionOption>().Single().Action = new VersionLine();
        root.SetAction(parse => help.Invoke(parse));
        return root;
    }
}
