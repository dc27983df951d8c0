using System.CommandLine;
using BlockWatch.Benchmarks.Collector;
using BlockWatch.Benchmarks.Latency;
using BlockWatch.Benchmarks.Memory;
using BlockWatch.Benchmarks.Memory.Churn;
using BlockWatch.Benchmarks.Micro;
using BlockWatch.Benchmarks.Overhead;
using BlockWatch.Benchmarks.Replay;
using BlockWatch.Benchmarks.Results;
using BlockWatch.Benchmarks.Several;
using BlockWatch.Benchmarks.Targets;
using BlockWatch.Benchmarks.Tasks;
using BlockWatch.TestKit.CommandLines;

namespace BlockWatch.Benchmarks.Commands;

/// <summary>The command line, as System.CommandLine knows it.</summary>
internal static class BenchmarkCommand
{
    private const double LongestSeconds = 3600;
    private const int MostPerSecond = 2_000_000;

    private static readonly Option<string?> Json = new("--json") { Description = "Write the result as JSON to this file, too." };

    public static RootCommand Create() => new("Measures what blockwatch costs and how fast it is.")
    {
        Overhead(), Collector(), Several(), Replay(), Latency(), Tasks(), Memory(), Micro(), Target(), Pipeline(), Churn(), ManyTasks(),
    };

    private static Command Overhead()
    {
        Option<string[]> levels = ListOption.Create("--levels", "Requests a second, 'saturated', or 'items:N' for N empty work items a second.", ["20", "2000", Level.Saturated], text => Level.Parse(text) is not null);
        string[] names = [.. Variants.All.Select(variant => variant.Name)];
        Option<string[]> variants = ListOption.Create("--variants", "What watches.", names, text => Variants.Choice.Any(variant => variant.Name == text));
        Option<int> rounds = new("--rounds") { Description = "How often each variant is measured.", DefaultValueFactory = _ => 5 };
        Option<double> seconds = Seconds("--seconds", "How long each measurement is.", 8);
        Option<double> warmUp = Seconds("--warm-up", "How long a level's load runs before its first measurement.", 10);
        Option<double> settling = Seconds("--settling", "How long a tool is attached before it is measured: blockwatch learns in a minute what its events cost.", 2);
        Option<bool> withoutSpinning = new("--without-spinning") { Description = "The target's pool workers sleep at once when they have no work: far less noise, and what is added is the same or more." };
        AtLeastOne(rounds);
        Command command = new("overhead", "What a web server pays for being watched, beside dotnet-trace.") { levels, variants, rounds, seconds, warmUp, settling, withoutSpinning, Json };
        command.SetAction(parse => OverheadBenchmark.RunAsync(new OverheadOptions
        {
            Levels = [.. parse.GetRequiredValue(levels).Select(text => Level.Parse(text)!)],
            Variants = [.. parse.GetRequiredValue(variants).Select(name => Variants.Choice.Single(variant => variant.Name == name))],
            Rounds = parse.GetValue(rounds),
            Length = TimeSpan.FromSeconds(parse.GetValue(seconds)),
            WarmUp = TimeSpan.FromSeconds(parse.GetValue(warmUp)),
            Settling = TimeSpan.FromSeconds(parse.GetValue(settling)),
            WithSpinning = !parse.GetValue(withoutSpinning),
            Run = RunOf(parse),
        }));
        return command;
    }

    private static Command Collector()
    {
        Option<string[]> rates = Rates("--rates", ["1000", "10000", "20000", "100000", "500000", "1000000"]);
        Option<double> seconds = Seconds("--seconds", "How long each measurement is.", 10);
        Option<double> settling = Seconds("--settling", "How long blockwatch is attached before it is measured: in its first seconds its own code is compiled.", 20);
        Option<string> with = With();
        Command command = new("collector", "What blockwatch itself needs, against the work items a second of its target.") { rates, seconds, settling, with, Json };
        command.SetAction(parse => CollectorBenchmark.RunAsync(new CollectorOptions
        {
            Rates = ListOption.Numbers(parse.GetRequiredValue(rates)),
            Length = TimeSpan.FromSeconds(parse.GetValue(seconds)),
            Settling = TimeSpan.FromSeconds(parse.GetValue(settling)),
            ToolArguments = WordsOf(parse.GetRequiredValue(with)),
            Run = RunOf(parse),
        }));
        return command;
    }

    private static Command Several()
    {
        Option<string[]> counts = ListOption.Create("--targets", "How many are watched at once.", ["1", "20"], text => ListOption.IsNumber(text, 1, 200));
        Option<double> seconds = Seconds("--seconds", "How long each measurement is.", 30);
        Command command = new("several", "What one blockwatch needs that watches several idle targets at once.") { counts, seconds, Json };
        command.SetAction(parse => SeveralBenchmark.RunAsync(new SeveralOptions
        {
            Counts = ListOption.Numbers(parse.GetRequiredValue(counts)),
            Length = TimeSpan.FromSeconds(parse.GetValue(seconds)),
            Run = RunOf(parse),
        }));
        return command;
    }

    private static Command Replay()
    {
        Option<string[]> sizes = ListOption.Create("--sizes", "Of the traces, millions of bytes.", ["10", "100", "1000"], text => ListOption.IsNumber(text, 1, 100_000));
        Option<int> rate = new("--rate") { Description = "Work items a second of the target that is recorded.", DefaultValueFactory = _ => 100_000 };
        Option<string?> folder = new("--folder") { Description = "Keep the traces here, and take from here those that are there." };
        AtLeastOne(rate);
        Command command = new("replay", "How fast blockwatch analyze is, and its memory, against the size of the trace.") { sizes, rate, folder, Json };
        command.SetAction(parse => ReplayBenchmark.RunAsync(new ReplayOptions
        {
            SizesMb = ListOption.Numbers(parse.GetRequiredValue(sizes)),
            Rate = parse.GetValue(rate),
            Folder = parse.GetValue(folder),
            Run = RunOf(parse),
        }));
        return command;
    }

    private static Option<string> With() =>
        new("--with") { Description = "Options for blockwatch attach, in one argument: --with \"--no-requests\".", DefaultValueFactory = _ => "" };

    private static string[] WordsOf(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Command Latency()
    {
        Option<string[]> rates = Rates("--rates", ["0", "100", "20000"]);
        Option<int> stalls = new("--stalls") { Description = "At each rate.", DefaultValueFactory = _ => 30 };
        AtLeastOne(stalls);
        Option<string> kind = new("--stall") { Description = "What blocks: sleep or compute.", DefaultValueFactory = _ => StallKind.All[0].Name };
        kind.AcceptOnlyFromAmong([.. StallKind.All.Select(static one => one.Name)]);
        Option<double> rest = Seconds("--rest", "Between two stalls.", 1);
        Option<string> with = With();
        Command command = new("latency", "From the start of a stall to the line that names its frame, at several loads.") { rates, stalls, kind, rest, with, Json };
        command.SetAction(parse => LatencyBenchmark.RunAsync(new LatencyOptions
        {
            Rates = ListOption.Numbers(parse.GetRequiredValue(rates)),
            Stalls = parse.GetValue(stalls),
            Rest = TimeSpan.FromSeconds(parse.GetValue(rest)),
            Stall = StallKind.All.Single(one => one.Name == parse.GetValue(kind)),
            With = WordsOf(parse.GetRequiredValue(with)),
            Run = RunOf(parse),
        }));
        return command;
    }

    private static Command Tasks()
    {
        Option<int> flows = new("--flows") { Description = "Flows under way in the target, of four tasks each.", DefaultValueFactory = _ => 3_334 };
        Option<int> looks = new("--looks") { Description = "How often it is asked.", DefaultValueFactory = _ => 6 };
        AtLeastOne(flows);
        AtLeastOne(looks);
        Command command = new("tasks", "How long blockwatch tasks takes to answer on a server with many tasks in flight.") { flows, looks, Json };
        command.SetAction(parse => TasksBenchmark.RunAsync(new TasksOptions { Flows = parse.GetValue(flows), Looks = parse.GetValue(looks), Run = RunOf(parse) }));
        return command;
    }

    private static Command Memory()
    {
        Option<string?> events = new("--events") { Description = "Push so many simulated events through the live pipeline: 100M." };
        Option<string?> attach = new("--attach") { Description = "Watch a target that compiles, blocks and changes its threads all the time, for so long: 60m." };
        Command command = new("memory", "Whether blockwatch's memory stays where it is, however much it has seen.") { events, attach, Json };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(events) is { } count ? Amounts.ParseCount(count) is not null : Amounts.ParseTime(result.GetValue(attach) ?? "") is not null)
                is false || (result.GetValue(events) is not null && result.GetValue(attach) is not null))
            {
                result.AddError("memory takes either --events with a count (100M, 500k) or --attach with a time (60m, 90s).");
            }
        });
        command.SetAction(parse => MemoryBenchmark.RunAsync(new MemoryOptions
        {
            Events = Amounts.ParseCount(parse.GetValue(events) ?? ""),
            Attach = Amounts.ParseTime(parse.GetValue(attach) ?? ""),
            Run = RunOf(parse),
        }));
        return command;
    }

    private static Command Micro()
    {
        Option<string> filter = new("--filter") { Description = "Which of them: a glob as BenchmarkDotNet takes it.", DefaultValueFactory = _ => "*" };
        Option<bool> dry = new("--dry") { Description = "Once each: proves that they run, measures nothing." };
        Command command = new("micro", "The steps of an event's way, one by one, with what they allocate.") { filter, dry, Json };
        command.SetAction(parse => MicroBenchmarks.Run(parse.GetRequiredValue(filter), parse.GetValue(dry), RunOf(parse)));
        return command;
    }

    // The process that is watched: this program again, started by the others.
    private static Command Target()
    {
        Command command = new("target", "The server that the others watch.") { Hidden = true };
        command.SetAction(_ => WebTarget.RunAsync());
        return command;
    }

    private static Command Pipeline()
    {
        Argument<long> events = new("events");
        Command command = new(LivePipeline.Command, "The live pipeline, fed by a simulated target.") { Hidden = true };
        command.Arguments.Add(events);
        command.SetAction(parse => LivePipeline.RunAsync(parse.GetValue(events)));
        return command;
    }

    private static Command Churn()
    {
        Command command = new(ChurnTarget.Command, "The target that never stays the same.") { Hidden = true };
        command.SetAction(_ => ChurnTarget.Run());
        return command;
    }

    private static Command ManyTasks()
    {
        Argument<int> flows = new("flows");
        Command command = new(TasksTarget.Command, "The target with many tasks.") { Hidden = true };
        command.Arguments.Add(flows);
        command.SetAction(parse => TasksTarget.RunAsync(parse.GetValue(flows)));
        return command;
    }

    private static RunOptions RunOf(ParseResult parse) => new(
        parse.GetValue(Json),
        string.Join(' ', ["dotnet run -c Release --project tests/BlockWatch.Benchmarks --", .. parse.Tokens.Select(token => token.Value)]));

    private static Option<string[]> Rates(string name, string[] usual) =>
        ListOption.Create(name, "Work items a second.", usual, text => ListOption.IsNumber(text, 0, MostPerSecond));

    private static Option<double> Seconds(string name, string description, double usual)
    {
        Option<double> option = new(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= LongestSeconds))
            {
                result.AddError(FormattableString.Invariant($"{name} takes more than 0 and up to {LongestSeconds}."));
            }
        });
        return option;
    }

    private static void AtLeastOne(Option<int> option) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
        {
            result.AddError($"{option.Name} takes 1 or more.");
        }
    });
}
