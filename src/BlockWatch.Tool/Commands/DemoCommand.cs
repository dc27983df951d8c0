using System.CommandLine;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Failures;
using BlockWatch.Tool.Gating;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Samples;
using BlockWatch.Tool.Watching;

namespace BlockWatch.Tool.Commands;

/// <summary><c>blockwatch demo</c>: shows what findings look like, on a sample target that ships with the tool.</summary>
internal static class DemoCommand
{
    private const string DefaultScenario = "starvation";
    private const string DefaultReport = "blockwatch-demo.json";

    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(10);

    public static Command Create(ToolServices services)
    {
        Argument<string?> scenario = new("SCENARIO")
        {
            Description = "The fault to show: starvation unless told otherwise.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> list = new("--list") { Description = "List the scenarios." };
        WatchCommandOptions options = new("How long the sample runs: 10s unless told otherwise.", hasScreen: true);

        ToolCommand command = new(
            "demo",
            $"Run a sample program with a known fault under watch. Writes {DefaultReport} unless -o names another file.",
            "blockwatch demo",
            "blockwatch demo lock-convoy --duration 5s -o convoy.md",
            "blockwatch demo --list")
        {
            Usage = "blockwatch demo [SCENARIO] [options]",
        };
        command.Add(scenario);
        command.Add(list);
        options.AddTo(command);
        command.SetAction((parse, cancellation) => parse.GetValue(list)
            ? ListAsync(services, cancellation)
            : RunAsync(services, options.Read(parse, services), parse.GetValue(scenario) ?? DefaultScenario, cancellation));
        return command;
    }

    private static async Task<int> ListAsync(ToolServices services, CancellationToken cancellation)
    {
        IReadOnlyList<SampleScenario> scenarios = await services.Samples.ListAsync(cancellation);
        int width = scenarios.Max(scenario => scenario.Name.Length);
        foreach (SampleScenario scenario in scenarios)
        {
            services.Terminal.Out.WriteLine($"{scenario.Name.PadRight(width)}  {scenario.Description}");
        }

        return (int)ExitCode.Done;
    }

    private static async Task<int> RunAsync(ToolServices services, WatchSettings asked, string name, CancellationToken cancellation)
    {
        WatchSettings settings = asked.Outputs.Count > 0 ? asked : asked with { Outputs = [DefaultReport] };
        using WatchOutput output = new(services, settings);
        output.CheckOutputs();
        output.Begin($"sample {name}", uptime: null);
        SampleScenario scenario = Choose(await services.Samples.ListAsync(cancellation), name);
        int seconds = (int)Math.Ceiling((settings.Duration ?? DefaultDuration).TotalSeconds);
        LaunchOptions launch = services.Samples.Launch(scenario.Name, seconds);
        LastOutput said = new();
        if (output.HasScreen)
        {
            launch = launch with { Output = said };
        }
        else if (!output.IsQuiet)
        {
            output.Text.WriteLine($"The sample '{scenario.Name}' runs for {seconds} s under watch: {scenario.Description}");
            output.Text.WriteLine("Its stalls follow as they are found, as 'blockwatch attach' shows them for a process of yours; Ctrl+C ends it early.");
            output.Text.WriteLine();
        }

        // The sample ends by itself: the watch ends with it, so that nothing of it is missed.
        WatchOptions watch = settings.ToWatchOptions() with { Duration = null };
        LaunchedOutcome outcome = await LaunchedCommand.RunAsync(services, launch, watch, output);
        if (IsFailure(outcome))
        {
            services.Terminal.Error.Write(said.Text);
        }

        return (int)CodeOf(services, outcome, output.IsQuiet);
    }

    private static ExitCode CodeOf(ToolServices services, LaunchedOutcome outcome, bool isQuiet)
    {
        if (IsFailure(outcome))
        {
            new FailureReporter(services.Terminal.Error).WriteLine($"the sample ended with exit code {outcome.CommandExitCode}: what it wrote above says why");
            return ExitCode.Refused;
        }

        return new LastWord(services.Terminal.Error, isQuiet).Of(outcome.Watch);
    }

    // 128 and above: a signal ended it, Ctrl+C most likely.
    private static bool IsFailure(LaunchedOutcome outcome) => outcome.CommandExitCode is > 0 and < 128;

    private static SampleScenario Choose(IReadOnlyList<SampleScenario> scenarios, string name) =>
        scenarios.FirstOrDefault(scenario => string.Equals(scenario.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UserFacingException($"there is no scenario '{name}': use {string.Join(", ", scenarios.Select(scenario => scenario.Name))}", ExitCode.Usage);
}
