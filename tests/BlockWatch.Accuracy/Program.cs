using System.CommandLine;
using BlockWatch.Accuracy;

const int ExitUsage = 2;

ParseResult parsed = AccuracyCommand.Create(AccuracyRun.MeasureAsync).Parse(args);
int code = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ExitUsage : code;
