using System.CommandLine;
using BlockWatch.Faults.Soak;

namespace BlockWatch.Faults.Commands;

/// <summary><c>soak</c>: hours of it, a row a minute.</summary>
internal static class SoakCommand
{
    public static Command Create()
    {
        Option<double> hours = new("--hours") { Description = "How long.", DefaultValueFactory = _ => 2 };
        Option<double> rate = new("--rate") { Description = "Requests a second that the target answers beside its faults.", DefaultValueFactory = _ => 2000 };
        Option<int> runtime = new("--runtime") { Description = "Of 8, 9, 10 and 11.", DefaultValueFactory = _ => 10 };
        Option<int> killEvery = new("--kill-every") { Description = "Every how many minutes a second blockwatch is attached and killed; 0: never.", DefaultValueFactory = _ => 1 };
        Option<string> budget = new("--budget") { Description = "What the watch may take of the target.", DefaultValueFactory = _ => "2%" };
        Option<string> output = new("--output", "-o") { Description = "The JSON Lines file; parts are appended.", DefaultValueFactory = _ => "soak.jsonl" };
        Option<string?> tool = new("--tool") { Description = "An installed blockwatch; packed and installed for the run unless told." };
        Option<bool> summary = new("--summary") { Description = "Measure nothing: print what all parts in the file add up to." };
        hours.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 23))
            {
                result.AddError("--hours takes more than 0, and at most 23.");
            }
        });

        Command command = new("soak", "Watches a target with faults for hours and writes a row a minute.") { hours, rate, runtime, killEvery, budget, output, tool, summary };
        command.SetAction(async (parse, _) =>
        {
            string path = parse.GetRequiredValue(output);
            if (parse.GetValue(summary))
            {
                SoakVerdict verdict = SoakVerdict.Of(path);
                await Console.Out.WriteLineAsync(verdict.Text);
                return verdict.IsMet ? 0 : 1;
            }

            return await SoakRun.RunAsync(new SoakOptions
            {
                Duration = TimeSpan.FromHours(parse.GetValue(hours)),
                Rate = parse.GetValue(rate),
                Runtime = parse.GetValue(runtime),
                KillEvery = parse.GetValue(killEvery),
                Budget = parse.GetRequiredValue(budget),
                Output = path,
                Tool = parse.GetValue(tool),
            });
        });
        return command;
    }
}
