using System.CommandLine;
using System.Globalization;
using BlockWatch.Fuzz.Targets;
using BlockWatch.TestKit;
using BlockWatch.TestKit.CommandLines;

namespace BlockWatch.Fuzz;

/// <summary>The command line, as System.CommandLine knows it.</summary>
internal static class FuzzCommand
{
    public static RootCommand Create(Func<FuzzOptions, Task<int>> run)
    {
        string[] names = [.. FuzzTargets.All.Select(static target => target.Name)];
        Option<string[]> targets = ListOption.Create("--target", "What to fuzz.", names, known: names);
        Option<string[]> seeds = ListOption.Create(
            "--seed", "A number: each gives inputs of its own, always the same.", ["1"], static text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        Option<long> count = new("--count") { Description = "Inputs of each target and seed.", DefaultValueFactory = static _ => 1_000 };
        Option<long> from = new("--from") { Description = "The first input's number, to go on where another run ended." };
        Option<double?> seconds = new("--seconds") { Description = "Ends after so long, whatever is left." };
        Option<bool> guided = new("--guided") { Description = "Make inputs of those that went new ways through the product, which is instrumented for that." };
        Option<string?> log = new("--log") { Description = "A JSON file to add what was measured to." };
        Option<string?> markdown = new("--markdown") { Description = "A page, as docs/fuzzing.md, whose table is rewritten from the whole log." };
        Option<string> findings = new("--findings")
        {
            Description = "A folder for inputs that find something.",
            DefaultValueFactory = static _ => Path.Combine(RepositoryRoot.Artifacts, "fuzz"),
        };
        RootCommand command = new("Gives blockwatch inputs that are nearly right, and tells what it did not bear. The exit code is 1 when there was such a one.")
        {
            targets, count, seeds, from, seconds, guided, log, markdown, findings,
        };
        command.SetAction(parse => run(new FuzzOptions
        {
            Targets = parse.GetRequiredValue(targets),
            Count = parse.GetValue(count),
            Seeds = [.. parse.GetRequiredValue(seeds).Select(static text => int.Parse(text, CultureInfo.InvariantCulture))],
            From = parse.GetValue(from),
            Limit = parse.GetValue(seconds) is { } limit ? TimeSpan.FromSeconds(limit) : null,
            IsGuided = parse.GetValue(guided),
            Log = parse.GetValue(log),
            Markdown = parse.GetValue(markdown),
            Findings = parse.GetRequiredValue(findings),
        }));
        return command;
    }
}
