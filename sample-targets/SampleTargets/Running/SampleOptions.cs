using SampleTargets.Load;

namespace SampleTargets.Running;

/// <summary>The command line, parsed.</summary>
internal sealed record SampleOptions
{
    public required string Scenario { get; init; }

    /// <summary>Where the occurrences of the fault are appended, one JSON object a line; null writes nothing.</summary>
    public string? TruthFile { get; init; }

    /// <summary>How long the run lasts, above 0 and at most a day.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Requests a second of the healthy load; null leaves it to the scenario.</summary>
    public double? Rate { get; init; }

    /// <summary>Requests a second that a healthy server in the same process answers beside the scenario; 0 for none.</summary>
    public double BackgroundRate { get; init; }

    public LoadKind Load { get; init; } = LoadKind.Faults;

    /// <summary>What main-async exits with.</summary>
    public int ExitCode { get; init; } = 42;

    /// <summary>Ends the run when standard input closes, so that a target cannot outlive the test that started it.</summary>
    public bool UntilStdinCloses { get; init; }
}
