using System.CommandLine;
using System.Globalization;
using BlockWatch.Faults.Cases;
using BlockWatch.Faults.Running;
using BlockWatch.TestKit.CommandLines;

namespace BlockWatch.Faults.Commands;

/// <summary>The command line, as System.CommandLine knows it.</summary>
internal static class FaultsCommand
{
    public static RootCommand Create()
    {
        Option<string[]> cases = ListOption.Create("--cases", "Names.", [], [.. FaultCases.All.Select(known => known.Name)]);
        Option<string[]> runtimes = ListOption.Runtimes();
        Option<int?> repeat = new("--repeat") { Description = "How often each fault is done; as often as each case says unless told otherwise." };
        Option<string> output = new("--output", "-o") { Description = "The JSON file, written after every row.", DefaultValueFactory = _ => "faults.json" };
        Option<string?> markdown = new("--markdown") { Description = "A page, as docs/faults.md, whose table is rewritten." };
        Option<bool> resume = new("--resume") { Description = "Keep the rows of the JSON file that are as they must be, and try the others." };
        Option<double?> limit = new("--limit") { Description = "Begin no further row after so many seconds." };
        Option<string?> tool = new("--tool") { Description = "An installed blockwatch; packed and installed for the run unless told." };
        Option<int> atOnce = new("--at-once") { Description = "How many rows are made at the same time: faster, and answers are slower.", DefaultValueFactory = _ => 1 };
        Option<bool> list = new("--list") { Description = "Try nothing: print the cases." };

        RootCommand command = new("Does to blockwatch and its targets what must not hurt either, and checks that it did not.")
        {
            cases, runtimes, repeat, output, markdown, resume, limit, atOnce, tool, list, SoakCommand.Create(),
        };
        command.SetAction(async (parse, _) =>
        {
            if (parse.GetValue(list))
            {
                foreach (IFaultCase known in FaultCases.All)
                {
                    await Console.Out.WriteLineAsync($"{known.Name}\t{known.Fault}");
                }

                return 0;
            }

            return await FaultSuite.RunAsync(new FaultOptions
            {
                Cases = parse.GetRequiredValue(cases),
                Runtimes = [.. parse.GetRequiredValue(runtimes).Select(text => int.Parse(text, CultureInfo.InvariantCulture))],
                Repeats = parse.GetValue(repeat),
                Output = parse.GetRequiredValue(output),
                Markdown = parse.GetValue(markdown),
                Resume = parse.GetValue(resume),
                Limit = parse.GetValue(limit) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                Tool = parse.GetValue(tool),
                AtOnce = Math.Max(1, parse.GetValue(atOnce)),
                CommandLine = string.Create(
                    CultureInfo.InvariantCulture,
                    $"dotnet run -c Release --project tests/BlockWatch.Faults -- --at-once {parse.GetValue(atOnce)} --resume --markdown docs/faults.md"),
            });
        });
        return command;
    }
}
