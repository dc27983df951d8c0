namespace SampleTargets.Running;

/// <summary>One small program with one documented fault, or with none.</summary>
internal interface IScenario
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    /// <summary>One line: what is wrong in it.</summary>
    string Description { get; }

    /// <summary>What is to be expected of it.</summary>
    ScenarioFacts Facts { get; }

    /// <summary>Runs until <see cref="ScenarioRun.End"/> fires and returns the exit code of the program.</summary>
    Task<int> RunAsync(ScenarioRun run);
}
