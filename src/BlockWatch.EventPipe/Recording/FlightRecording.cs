namespace BlockWatch.EventPipe.Recording;

/// <summary>What a flight recorder has of one target at one moment, ready to be written.</summary>
public sealed class FlightRecording
{
    private readonly Func<Stream, IReadOnlyList<string>> _write;

    /// <param name="write">See <see cref="WriteTrace"/>.</param>
    public FlightRecording(Func<Stream, IReadOnlyList<string>> write) => _write = write;

    public required int ProcessId { get; init; }

    public required string TargetName { get; init; }

    /// <summary>What caused it: a trigger as the user wrote it, or the end of the watch.</summary>
    public required string Cause { get; init; }

    /// <summary>When that was, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Triggers that came since the recording before and caused none.</summary>
    public int SkippedTriggers { get; init; }

    /// <summary>Writes the trace, a .nettrace of format 4.</summary>
    /// <returns>What it has and what it lacks, a sentence each: for the limits of its report.</returns>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public IReadOnlyList<string> WriteTrace(Stream output) => _write(output);
}
