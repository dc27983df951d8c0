using System.CommandLine;
using BlockWatch.Benchmarks.Commands;

const int ExitUsage = 2;

ParseResult parsed = BenchmarkCommand.Create().Parse(args);
int code = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ExitUsage : code;
