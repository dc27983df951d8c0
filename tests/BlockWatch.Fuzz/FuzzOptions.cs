namespace BlockWatch.Fuzz;

/// <summary>The command line.</summary>
internal sealed record FuzzOptions
{
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Inputs of each target and seed.</summary>
    public required long Count { get; init; }

    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>The first input's number: what was made before can be gone on from.</summary>
    public long From { get; init; }

    /// <summary>Ends the command, wherever it is; null for no such limit.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>The JSON file to which what was measured is added; null for none.</summary>
    public string? Log { get; init; }

    /// <summary>The page whose section is written from the log; null for none.</summary>
    public string? Markdown { get; init; }

    /// <summary>Makes inputs of those that went new ways through the product.</summary>
    public bool IsGuided { get; init; }

    /// <summary>The folder in which inputs are kept that find something.</summary>
    public required string Findings { get; init; }
}
