namespace BlockWatch.Faults.Soak;

/// <summary>How a part of a soak ended: the last line of it.</summary>
internal sealed record SoakEnd
{
    public required DateTimeOffset Part { get; init; }

    /// <summary>Of blockwatch.</summary>
    public required int ExitCode { get; init; }

    /// <summary>What the report says of itself.</summary>
    public required bool Complete { get; init; }

    public required long EventsReceived { get; init; }

    public required long EventsLost { get; init; }

    /// <summary>Diagnostic connections that the target still had open a moment after blockwatch was gone.</summary>
    public required int SessionsLeft { get; init; }

    /// <summary>Threads of the target before the watch and a moment after it.</summary>
    public required IReadOnlyList<int> TargetThreads { get; init; }

    /// <summary>Of the target, when it was told to end.</summary>
    public required int TargetExitCode { get; init; }

    public required double TargetExitMs { get; init; }
}
