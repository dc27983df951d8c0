namespace BlockWatch.Faults.Soak;

/// <summary>The command line of <c>soak</c>.</summary>
internal sealed record SoakOptions
{
    /// <summary>How long, without start and end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Requests a second that the target answers beside its faults, in its own process.</summary>
    public required double Rate { get; init; }

    /// <summary>Major version of .NET.</summary>
    public required int Runtime { get; init; }

    /// <summary>How often a second blockwatch is attached and killed, in minutes; 0: never.</summary>
    public required int KillEvery { get; init; }

    /// <summary>What the watch may take of the target, as its own <c>--budget</c> has it.</summary>
    public required string Budget { get; init; }

    /// <summary>The JSON Lines file, appended to.</summary>
    public required string Output { get; init; }

    /// <summary>An installed tool; null: packed and installed for this run.</summary>
    public string? Tool { get; init; }
}
