namespace BlockWatch.Benchmarks.Watching;

/// <summary>What a tool said, or left behind, of its watch. Null is what this tool does not say.</summary>
internal sealed record WatchOutcome
{
    /// <summary>Events received in all.</summary>
    public long? Events { get; init; }

    /// <summary>By lane, in the report's order: <c>spans 88000, waits 100</c>.</summary>
    public string? EventsByLane { get; init; }

    /// <summary>Events that the runtime dropped.</summary>
    public long? EventsLost { get; init; }

    /// <summary>Sites reported, each with its rule and its frame: <c>BW0004 WebTarget.SleepAsync()</c>.</summary>
    public IReadOnlyList<string>? Findings { get; init; }

    /// <summary>Lanes that were not in full, each with what the report says of it.</summary>
    public IReadOnlyList<string>? Narrowed { get; init; }

    /// <summary>What the watch took of the target by the tool's own estimate, milliseconds of processor time a second.</summary>
    public double? EstimatedMsPerSecond { get; init; }

    /// <summary>What else the report says was not seen.</summary>
    public IReadOnlyList<string>? Limits { get; init; }

    /// <summary>How long the watch, or the trace, was, milliseconds.</summary>
    public double? DurationMs { get; init; }

    /// <summary>When the pool's counters, which come all the time, were seen last, milliseconds since the start: what came much later was not looked at.</summary>
    public double? LastSeenMs { get; init; }

    /// <summary>What it wrote, millions of bytes.</summary>
    public double? WrittenMb { get; init; }
}
