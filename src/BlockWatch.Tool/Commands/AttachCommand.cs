using System.CommandLine;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Targets;
using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Signals;

namespace BlockWatch.Tool.Commands;

/// <summary><c>blockwatch attach</c>: watches a process that runs already.</summary>
internal static class AttachCommand
{
    public static Command Create(ToolServices services)
    {
        Option<int> processId = CreateProcessId();
        Option<string?> name = new("--name", "-n")
        {
            Description = "The target, by the name of its process or its entry assembly.",
            HelpName = "NAME",
        };
        WatchCommandOptions options = new("How long to watch, as 30s, 5m or dd:hh:mm:ss; otherwise until Ctrl+C or the target's exit.");

        ToolCommand command = new(
            "attach",
            "Watch a running process: findings as they are found, a summary at the end.",
            "blockwatch attach -p 4711",
            "blockwatch attach -n Orders --duration 30s --threshold 50ms -o report.json -o report.md");
        command.Add(processId);
        command.Add(name);
        options.AddTo(command);
        command.Validators.Add(result =>
        {
            bool hasId = result.GetResult(processId) is not null;
            bool hasName = result.GetResult(name) is not null;
            if (hasId == hasName)
            {
                result.AddError(hasId ? "-p and -n name the target both: use one of them" : "which process? Use -p PID or -n NAME; 'blockwatch ps' lists them");
            }
        });
        command.SetAction((parse, _) =>
        {
            Func<TargetProcess> find = parse.GetResult(processId) is not null
                ? () => services.Engine.Find(parse.GetValue(processId))
                : () => services.Engine.Find(parse.GetValue(name)!);
            return AttachAsync(services, options.Read(parse, services), find);
        });
        return command;
    }

    private static async Task<int> AttachAsync(ToolServices services, WatchSettings settings, Func<TargetProcess> find)
    {
        using StopOnSignal stop = new(services.Signals);
        using WatchOutput output = new(services, settings);
        output.CheckOutputs();
        TargetProcess target = find();
        WatchResult result = await services.Engine.AttachAsync(target.ProcessId, settings.ToWatchOptions(), output.Observer, stop.Token);
        return (int)output.Finish(result);
    }

    private static Option<int> CreateProcessId() => new("--process-id", "-p")
    {
        Description = "The target, by its process id.",
        HelpName = "PID",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int id) || id == 0)
            {
                result.AddError($"'{text}' is no process id: 'blockwatch ps' lists them");
            }

            return id;
        },
    };
}
