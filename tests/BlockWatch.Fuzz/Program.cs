using System.CommandLine;
using BlockWatch.Fuzz;
using BlockWatch.Fuzz.Execution;

const int ExitUsage = 2;

if (args is [Worker.Word, ..])
{
    return Worker.Run(args[1..]);
}

ParseResult parsed = FuzzCommand.Create(FuzzRun.RunAsync).Parse(args);
int code = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ExitUsage : code;
