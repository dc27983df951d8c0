namespace BlockWatch.TestKit.Targets;

/// <summary>A line of a truth file: one time that a sample target really blocked, or lost a task. See sample-targets/README.md.</summary>
public sealed record TruthOccurrence
{
    public required string Scenario { get; init; }

    /// <summary>What the line tells of.</summary>
    public TruthKind Kind { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required double StartUnixMs { get; init; }

    /// <summary>The same moment on the monotonic clock of the machine, nanoseconds; 0 when not known.</summary>
    public long StartTicksNs { get; init; }

    public required double DurationMs { get; init; }

    public required int ThreadId { get; init; }

    /// <summary>Namespace, type and method, without parameters.</summary>
    public required string Method { get; init; }

    public required string File { get; init; }

    /// <summary>The line marked <c>// BLOCKS</c>; 0 for a lost task, which has none.</summary>
    public int Line { get; init; }

    public required string Category { get; init; }

    /// <summary>False: it held no pool thread, so it is no stall.</summary>
    public required bool OnPool { get; init; }

    /// <summary>The async methods that led to it, outermost first, the one that blocks last; null where the scenario does not tell.</summary>
    public IReadOnlyList<string>? Chain { get; init; }

    /// <summary>Of a lost task: the member that started it, by its bare name.</summary>
    public string? StartedBy { get; init; }

    /// <summary>Of a lost task: the type of what it failed with; null when it still ran as the program ended.</summary>
    public string? Exception { get; init; }

    public double EndUnixMs => StartUnixMs + DurationMs;
}
