using System.CommandLine;
using System.Globalization;
using BlockWatch.Detection.Async;
using BlockWatch.EventPipe.Targets;
using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Signals;

namespace BlockWatch.Tool.Commands;

/// <summary><c>blockwatch tasks</c>: the tasks of a process as they are now, and who awaits whom.</summary>
internal static class TasksCommand
{
    public static Command Create(ToolServices services)
    {
        Option<int> processId = new("--process-id", "-p")
        {
            Description = "The target, by its process id.",
            HelpName = "PID",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id) || id == 0)
                {
                    result.AddError($"'{text}' is no process id: 'blockwatch ps' lists them");
                }

                return id;
            },
        };
        Option<string?> name = new("--name", "-n")
        {
            Description = "The target, by the name of its process or its entry assembly.",
            HelpName = "NAME",
        };
        TaskOptions options = new();

        ToolCommand command = new(
            "tasks",
            "Show the tasks of a running process as they are now: who awaits whom, since when, and what blocks on them.",
            "blockwatch tasks -p 4711",
            "blockwatch tasks -n Orders --top 20",
            "blockwatch tasks -n Orders --watch",
            "blockwatch tasks -p 4711 -o tasks.json");
        command.Add(processId);
        command.Add(name);
        options.AddTo(command);
        command.Validators.Add(result =>
        {
            bool hasId = result.GetResult(processId) is not null;
            if (hasId == result.GetResult(name) is not null)
            {
                result.AddError(hasId ? "-p and -n name the target both: use one of them" : "which process? Use -p PID or -n NAME; 'blockwatch ps' lists them");
            }
        });
        command.SetAction((parse, _) => ShowAsync(
            services,
            options.Read(parse),
            parse.GetResult(processId) is null ? () => services.Engine.Find(parse.GetValue(name)!) : () => services.Engine.Find(parse.GetValue(processId))));
        return command;
    }

    private static async Task<int> ShowAsync(ToolServices services, TaskSettings settings, Func<TargetProcess> find)
    {
        using StopOnSignal stop = new(services.Signals);
        if (settings.Output is { } path)
        {
            services.Reports.CheckWritable(path);
        }

        TaskScreen screen = new(services, settings);
        TargetProcess target = find();
        TaskLook look = await services.Engine.LookAtTasksAsync(target.ProcessId, settings.Look, screen.Show, stop.Token);
        if (settings.Output is { } output)
        {
            services.Reports.SaveTasks(look, output, screen.Writing);
            services.Terminal.Out.WriteLine($"Tasks: {output}");
        }
        else
        {
            screen.Show(look);
        }

        return (int)ExitCode.Done;
    }
}
