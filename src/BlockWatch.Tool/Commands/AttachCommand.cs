using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Reports.Redaction;
using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Failures;
using BlockWatch.Tool.Gating;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Recording;
using BlockWatch.Tool.Signals;

namespace BlockWatch.Tool.Commands;

/// <summary><c>blockwatch attach</c>: watches processes that run already.</summary>
internal static class AttachCommand
{
    public static Command Create(ToolServices services)
    {
        Option<int[]> processIds = CreateProcessIds();
        Option<string?> name = new("--name", "-n")
        {
            Description = "The target, by the name of its process or its entry assembly.",
            HelpName = "NAME",
        };
        Option<bool> all = new("--all")
        {
            Description = "With -n: watch all processes of that name, also those that start later, until Ctrl+C or --duration.",
        };
        Option<DiagnosticPort?> port = DiagnosticPortOption.Create();
        Option<bool> children = ChildrenOption.Create("Watch the .NET processes too that the target has started or starts later.");
        WatchCommandOptions options = new("How long to watch, as 30s, 5m or dd:hh:mm:ss; otherwise until Ctrl+C or the target's exit.", hasScreen: true, canRecord: true);

        RecordOptions record = new();

        ToolCommand command = new(
            "attach",
            "Watch running processes: findings as they are found, a summary at the end.",
            "blockwatch attach -p 4711",
            "blockwatch attach -n Orders --duration 30s --threshold 50ms -o report.json -o report.md",
            "blockwatch attach -n Orders --all --duration 5m -o orders.json",
            "blockwatch attach -p 4711 --duration 30s -o orders.nettrace",
            "blockwatch attach -n Orders --duration 60s --fail-on severity:error",
            "blockwatch attach --diagnostic-port /run/blockwatch.sock -o all.json",
            "blockwatch attach -n Orders -o orders.json --record 60s --on 'stall>2s' --on starvation");
        command.Add(processIds);
        command.Add(name);
        command.Add(all);
        command.Add(children);
        command.Add(port);
        options.AddTo(command);
        record.AddTo(command);
        command.Validators.Add(result =>
        {
            bool hasId = result.GetResult(processIds) is not null;
            bool hasName = result.GetResult(name) is not null;
            if (result.GetResult(port) is not null)
            {
                if (hasId || hasName || result.GetResult(all) is not null || result.GetResult(children) is not null)
                {
                    result.AddError("--diagnostic-port says which processes: -p, -n, --all and --children do not go with it");
                }
            }
            else if (hasId == hasName)
            {
                result.AddError(hasId ? "-p and -n name the target both: use one of them" : "which process? Use -p PID or -n NAME; 'blockwatch ps' lists them");
            }
            else if (hasId && result.GetResult(all) is not null)
            {
                result.AddError("--all watches all processes of a name: use it with -n NAME, or name each process with -p");
            }
        });
        command.SetAction((parse, _) =>
        {
            WatchSettings settings = options.Read(parse, services) with { Recording = record.Read(parse) };
            if (settings is { RawTrace: not null, Recording: not null })
            {
                throw new UserFacingException("--record keeps the newest, and a .nettrace the whole watch: use one of them", ExitCode.Usage);
            }

            if (settings is { Writing.Redaction: >= RedactionLevel.Paths and var level } and not { RawTrace: null, Recording: null })
            {
                throw new UserFacingException($"a .nettrace has the target's paths in it, which --redact {RedactOption.Word(level)} leaves out of reports: write reports only", ExitCode.Usage);
            }

            int[] ids = parse.GetValue(processIds) ?? [];
            bool withChildren = parse.GetValue(children);
            if (parse.GetValue(port) is { } wanted)
            {
                return AttachToSeveralAsync(services, settings, (watch, output, stop) => services.Engine.AttachAsync(wanted, watch, output, stop));
            }

            if (parse.GetValue(all))
            {
                TargetSelection named = new() { Name = parse.GetValue(name), WithChildren = withChildren };
                return AttachToSeveralAsync(services, settings, () => named);
            }

            if (ids.Length > 1)
            {
                TargetSelection several = new() { ProcessIds = ids, WithChildren = withChildren };
                return AttachToSeveralAsync(services, settings, () => several);
            }

            Func<TargetProcess> find = ids.Length == 1 ? () => services.Engine.Find(ids[0]) : () => services.Engine.Find(parse.GetValue(name)!);
            return withChildren
                ? AttachToSeveralAsync(services, settings, () => new TargetSelection { ProcessIds = [find().ProcessId], WithChildren = true })
                : AttachAsync(services, settings, find);
        });
        return command;
    }

    private static async Task<int> AttachAsync(ToolServices services, WatchSettings settings, Func<TargetProcess> find)
    {
        using StopOnSignal stop = new(services.Signals);
        using WatchOutput output = new(services, settings);
        output.CheckOutputs();
        using IWatchRecorder? recorder = WatchRecorders.Create(services, settings, isOneOfSeveral: false);
        TargetProcess target = find();
        output.Begin(target.Name, target.Uptime);
        output.OnQuit(stop.Stop);
        WatchOptions watch = settings.ToWatchOptions().With(recorder);
        WatchResult result = await services.Engine.AttachAsync(target.ProcessId, output.Options(watch), output.Observer, stop.Token);
        return (int)Finish(services, settings, output.Finish(result), recorder);
    }

    private static Task<int> AttachToSeveralAsync(ToolServices services, WatchSettings settings, Func<TargetSelection> select) =>
        AttachToSeveralAsync(services, settings, (watch, output, stop) => services.Engine.AttachAsync(select(), watch, output, stop));

    private static async Task<int> AttachToSeveralAsync(
        ToolServices services, WatchSettings settings, Func<WatchOptions, WatchSetOutput, CancellationToken, Task<WatchSetResult>> attach)
    {
        using StopOnSignal stop = new(services.Signals);
        using WatchSetOutput output = new(services, settings);
        output.CheckOutputs();
        using IWatchRecorder? recorder = WatchRecorders.Create(services, settings, isOneOfSeveral: true);
        WatchOptions watch = settings.ToWatchOptions().With(recorder);
        WatchSetResult result = await attach(watch, output, stop.Token);
        return (int)Finish(services, settings, output.Finish(result), recorder);
    }

    // The gate has the last word: traces that were not written are told of before.
    private static ExitCode Finish(ToolServices services, WatchSettings settings, WatchEnd end, IWatchRecorder? recorder) =>
        new LastWord(services.Terminal.Error, settings.Verbosity == Verbosity.Quiet).Of(end with { Written = recorder?.Finish(end.Written) ?? end.Written });

    private static Option<int[]> CreateProcessIds() => new("--process-id", "-p")
    {
        Description = "The target, by its process id; repeatable: all are watched at once.",
        HelpName = "PID",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = ParseProcessIds,
    };

    private static int[] ParseProcessIds(ArgumentResult result)
    {
        List<int> ids = [];
        foreach (string text in result.Tokens.Select(token => token.Value))
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id) || id == 0)
            {
                result.AddError($"'{text}' is no process id: 'blockwatch ps' lists them");
            }
            else if (ids.Contains(id))
            {
                result.AddError($"the process {text} is named twice: each is watched once");
            }

            ids.Add(id);
        }

        return [.. ids];
    }
}
