using System.CommandLine;
using System.Globalization;
using BlockWatch.TestKit.CommandLines;

namespace BlockWatch.Accuracy;

/// <summary>The command line, as System.CommandLine knows it.</summary>
internal static class AccuracyCommand
{
    private const double LongestSeconds = 600;

    public static RootCommand Create(Func<AccuracyOptions, Task<int>> measure)
    {
        Option<string[]> scenarios = ListOption.Create("--scenarios", "Names.", []);
        Option<string[]> runtimes = ListOption.Runtimes();
        string[] ways = [.. Enum.GetNames<WatchMode>().Select(name => name.ToLowerInvariant())];
        Option<string[]> modes = ListOption.Create("--modes", "How to watch.", ways, known: ways);
        Option<double> seconds = new("--seconds") { Description = "How long each watch lasts.", DefaultValueFactory = _ => 8 };
        Option<string> output = new("--output", "-o") { Description = "The JSON file, written after every row.", DefaultValueFactory = _ => "accuracy.json" };
        Option<string?> markdown = new("--markdown") { Description = "A page, as docs/accuracy.md, whose section of figures is rewritten." };
        Option<bool> twins = new("--twins") { Description = "Measure the healthy twins too." };
        Option<bool> healthy = new("--healthy") { Description = "Measure only what must give no finding: the healthy programs and the twins." };
        Option<bool> resume = new("--resume") { Description = "Keep the rows that the JSON file has, if they are as long, and measure the others." };
        Option<double> background = new("--background") { Description = "Requests a second that each target answers beside its scenario, in the same process." };
        Option<string?> section = new("--section") { Description = "Which section of the page: the name after 'accuracy' in its marks. The one without a name unless told otherwise." };
        Option<string?> detail = new("--detail") { Description = "What attach and run are told as --detail: off, auto or full; what each scenario asks for unless told otherwise." };
        detail.AcceptOnlyFromAmong("off", "auto", "full");
        background.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0 and <= 10_000))
            {
                result.AddError("--background takes 0 to 10000.");
            }
        });
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 1 and <= LongestSeconds))
            {
                result.AddError(FormattableString.Invariant($"--seconds takes 1 to {LongestSeconds}."));
            }
        });

        RootCommand command = new("Compares what blockwatch says of the sample targets with what they really did.")
        {
            scenarios, runtimes, modes, seconds, output, markdown, twins, healthy, resume, background, detail, section,
        };
        command.SetAction(parse => measure(new AccuracyOptions
        {
            Scenarios = parse.GetRequiredValue(scenarios),
            Runtimes = [.. parse.GetRequiredValue(runtimes).Select(text => int.Parse(text, CultureInfo.InvariantCulture))],
            Modes = [.. parse.GetRequiredValue(modes).Select(text => Enum.Parse<WatchMode>(text, ignoreCase: true))],
            Duration = TimeSpan.FromSeconds(parse.GetRequiredValue(seconds)),
            Output = parse.GetRequiredValue(output),
            Markdown = parse.GetValue(markdown),
            Twins = parse.GetValue(twins),
            OnlyHealthy = parse.GetValue(healthy),
            Background = parse.GetValue(background),
            Detail = parse.GetValue(detail),
            Section = parse.GetValue(section),
            Resume = parse.GetValue(resume),
            CommandLine = string.Join(' ', ["dotnet run -c Release --project tests/BlockWatch.Accuracy --", .. parse.Tokens.Select(token => token.Value)]),
        }));
        return command;
    }
}
