namespace BlockWatch.Accuracy;

/// <summary>The command line.</summary>
internal sealed record AccuracyOptions
{
    /// <summary>Empty: all.</summary>
    public required IReadOnlyList<string> Scenarios { get; init; }

    public required IReadOnlyList<int> Runtimes { get; init; }

    public required IReadOnlyList<WatchMode> Modes { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>The JSON file; written after every row.</summary>
    public required string Output { get; init; }

    /// <summary>A page whose section is rewritten; null: none.</summary>
    public string? Markdown { get; init; }

    public bool Twins { get; init; }

    /// <summary>Only what must give no finding: the healthy programs and the twins.</summary>
    public bool OnlyHealthy { get; init; }

    /// <summary>Requests a second to a healthy server in the target's process, beside the scenario; 0 for none.</summary>
    public double Background { get; init; }

    /// <summary>What <c>attach</c> and <c>run</c> are told as <c>--detail</c>; null: what each scenario asks for.</summary>
    public string? Detail { get; init; }

    /// <summary>Which of the page's sections is rewritten; null: the one without a name.</summary>
    public string? Section { get; init; }

    /// <summary>Keeps the rows that the output file has already.</summary>
    public bool Resume { get; init; }

    /// <summary>As it was typed, for who repeats it.</summary>
    public required string CommandLine { get; init; }
}
