namespace BlockWatch.Reports.Tests.Scenarios;

/// <summary>Looks at files of real watches when there are some.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScenarioFilesFactAttribute : FactAttribute
{
    /// <summary>The environment variable that names their folder.</summary>
    public const string Variable = "BLOCKWATCH_SCENARIO_FILES";

    public ScenarioFilesFactAttribute()
    {
        if (Folder is null)
        {
            Skip = $"Looks at the files of real watches, which tests/ScenarioFormats/run.sh makes: {Variable} is not set.";
        }
    }

    public static string? Folder { get; } = Environment.GetEnvironmentVariable(Variable);
}
