namespace BlockWatch.Faults.Running;

/// <summary>The command line of the suite.</summary>
internal sealed record FaultOptions
{
    /// <summary>Empty: all.</summary>
    public required IReadOnlyList<string> Cases { get; init; }

    /// <summary>Major versions of .NET.</summary>
    public required IReadOnlyList<int> Runtimes { get; init; }

    /// <summary>How often each fault is done; null: as often as each case says.</summary>
    public int? Repeats { get; init; }

    /// <summary>The JSON file; written after every row.</summary>
    public required string Output { get; init; }

    /// <summary>A page whose table is rewritten; null: none.</summary>
    public string? Markdown { get; init; }

    /// <summary>Keeps the rows that the output file has already, if they are well.</summary>
    public bool Resume { get; init; }

    /// <summary>Begins no further row after that time; null: goes through all.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>Rows that are made at the same time.</summary>
    public required int AtOnce { get; init; }

    /// <summary>An installed tool; null: packed and installed for this run.</summary>
    public string? Tool { get; init; }

    /// <summary>As it was typed, for who repeats it.</summary>
    public required string CommandLine { get; init; }
}
