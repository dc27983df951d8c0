using System.CommandLine;
using System.Globalization;
using BlockWatch.EventPipe.Tasks;
using BlockWatch.Reports.Tasks;

namespace BlockWatch.Tool.Options;

/// <summary>The options of <c>tasks</c> besides which process: how long, how much, in which form.</summary>
internal sealed class TaskOptions
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromSeconds(1);

    private readonly Option<TimeSpan> _duration = new("--duration")
    {
        Description = "How long to follow the tasks: 1.15s unless told otherwise; with --watch until Ctrl+C.",
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (!DurationText.TryParseDuration(result.Tokens[0].Value, out TimeSpan value, out string problem))
            {
                result.AddError(problem);
            }

            return value;
        },
    };

    private readonly Option<double> _budget = new("--budget")
    {
        Description = "What following them may take of one core of the target's: 5% unless told otherwise. The look ends early when it would take more.",
        HelpName = "PERCENT",
        CustomParser = result =>
        {
            if (!PercentText.TryParse(result.Tokens[0].Value, out double share, out string problem))
            {
                result.AddError(problem);
            }

            return share;
        },
    };

    private readonly Option<bool> _watch = new("--watch") { Description = "Print them again every second, until Ctrl+C, --duration or the target's exit." };

    private readonly Option<int> _top = new("--top")
    {
        Description = "Print a flat list of so many that wait, the longest first, instead of trees.",
        HelpName = "COUNT",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count == 0)
            {
                result.AddError($"'{text}' is no number of tasks: write for example --top 20");
            }

            return count;
        },
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON; with --watch one object a line." };
    private readonly Option<bool> _dot = new("--dot") { Description = "Print a graph for Graphviz." };
    private readonly Option<bool> _mermaid = new("--mermaid") { Description = "Print a graph for Mermaid." };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Write to this file instead. Without --json, --dot, --mermaid or --top the extension tells the form: .json, .dot, .mmd, or text.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        Option[] forms = [_json, _dot, _mermaid, _top];
        foreach (Option option in (Option[])[.. forms, _watch, _output, _duration, _budget])
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            string[] given = [.. forms.Where(form => result.GetResult(form) is not null).Select(form => form.Name)];
            if (given.Length > 1)
            {
                result.AddError($"{given[0]} and {given[1]} are two forms of the same: use one of them");
            }
            else if (result.GetResult(_output) is { } output && (result.GetResult(_watch) is not null || output.Tokens is [{ Value: "" }]))
            {
                result.AddError(result.GetResult(_watch) is not null
                    ? "-o writes one look, and --watch prints one after the other: use one of them"
                    : "the output has no name: write for example -o tasks.json");
            }
            else if (result.GetResult(_watch) is not null && (result.GetResult(_dot) is not null || result.GetResult(_mermaid) is not null))
            {
                result.AddError($"{given[0]} is a graph of one moment: leave out --watch");
            }
        });
    }

    public TaskSettings Read(ParseResult parse)
    {
        TaskLookOptions defaults = new();
        bool isLive = parse.GetValue(_watch);
        string? output = parse.GetValue(_output);
        int? top = parse.GetResult(_top) is null ? null : parse.GetValue(_top);
        return new TaskSettings
        {
            Look = defaults with
            {
                Duration = parse.GetResult(_duration) is not null ? parse.GetValue(_duration) : isLive ? null : defaults.Duration,
                BudgetShare = parse.GetResult(_budget) is null ? defaults.BudgetShare : parse.GetValue(_budget),
                Interval = isLive ? LiveInterval : null,
            },
            Format = parse.GetValue(_json) ? TaskFormat.Json
                : parse.GetValue(_dot) ? TaskFormat.Dot
                : parse.GetValue(_mermaid) ? TaskFormat.Mermaid
                : top is not null ? TaskFormat.Longest
                : FormatOf(output),
            Top = top,
            Output = output,
        };
    }

    private static TaskFormat FormatOf(string? path) => Path.GetExtension(path)?.ToUpperInvariant() switch
    {
        ".JSON" => TaskFormat.Json,
        ".DOT" or ".GV" => TaskFormat.Dot,
        ".MMD" or ".MERMAID" => TaskFormat.Mermaid,
        _ => TaskFormat.Tree,
    };
}
