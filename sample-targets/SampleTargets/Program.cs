using System.Text.Json;
using SampleTargets;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

if (args is ["--list"])
{
    foreach (IScenario known in ScenarioRegistry.All)
    {
        Console.Out.WriteLine($"{known.Name}\t{known.Description}");
    }

    return 0;
}

if (args is ["--describe"])
{
    // One JSON object a line, for who measures all scenarios.
    foreach (IScenario known in ScenarioRegistry.All)
    {
        var (kind, rules, hasTwin, onlyFromStart, onlyLive, detail) = known.Facts;
        Console.Out.WriteLine(JsonSerializer.Serialize(
            new { name = known.Name, kind = kind.ToString(), rules, hasTwin, onlyFromStart, onlyLive, detail, description = known.Description }));
    }

    return 0;
}

if (!SampleOptionsParser.TryParse(args, out SampleOptions options, out string problem))
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(SampleOptionsParser.Usage);
    return 2;
}

if (ScenarioRegistry.Find(options.Scenario) is not { } scenario)
{
    Console.Error.WriteLine($"There is no scenario '{options.Scenario}'. `SampleTargets --list` names them all.");
    return 2;
}

try
{
    using RunEnd end = RunEnd.Arm(options);
    await using TruthLog truth = TruthLog.Open(scenario.Name, options.TruthFile);
    ScenarioRun run = new(options, truth, end.Token);
    await using BackgroundLoad background = await BackgroundLoad.StartAsync(run);
    return await scenario.RunAsync(run);
}
catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
{
    // A truth file that cannot be written, a port that is taken: the environment's doing, not a fault of ours.
    Console.Error.WriteLine(failure.Message);
    return 2;
}
