using System.CommandLine;
using BlockWatch.Faults.Commands;

const int ExitUsage = 2;

ParseResult parsed = FaultsCommand.Create().Parse(args);
int code = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ExitUsage : code;
