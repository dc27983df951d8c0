using System.CommandLine;
using System.Text.Json;
using BlockWatch.EventPipe.Targets;
using BlockWatch.Tool.ConsoleOutput;

namespace BlockWatch.Tool.Commands;

/// <summary><c>blockwatch ps</c>: the processes that can be watched, and why others cannot.</summary>
internal static class PsCommand
{
    private static readonly JsonSerializerOptions JsonStyle = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public static Command Create(ToolServices services)
    {
        Option<bool> json = new("--json") { Description = "Print a JSON array instead of a table." };
        ToolCommand command = new("ps", "List the .NET processes that can be watched, and say why others cannot.", "blockwatch ps", "blockwatch ps --json");
        command.Add(json);
        command.SetAction(parse =>
        {
            IReadOnlyList<TargetProcess> targets = services.Engine.List();
            if (parse.GetValue(json))
            {
                services.Terminal.Out.WriteLine(JsonSerializer.Serialize(targets.Select(ToJson), JsonStyle));
            }
            else
            {
                TargetTable.Write(targets, services.Terminal.Out);
            }

            return (int)ExitCode.Done;
        });
        return command;
    }

    private static object ToJson(TargetProcess target) => new
    {
        target.ProcessId,
        target.Name,
        target.RuntimeVersion,
        target.EntryAssembly,
        UptimeSeconds = target.Uptime is { } uptime ? (long?)(long)uptime.TotalSeconds : null,
        CanBeWatched = target.WhyNot is null,
        target.WhyNot,
    };
}
