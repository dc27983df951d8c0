namespace BlockWatch.EventPipe.Recording;

/// <summary>How a flight recorder keeps the newest events of a watch, and when it writes them. One for all targets of a watch.</summary>
public sealed class RecordingOptions
{
    /// <summary>How much after a trigger is recorded too.</summary>
    public static readonly TimeSpan After = TimeSpan.FromSeconds(5);

    // Blocks come a flush later than what is in them.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <param name="length">How much before a trigger is recorded.</param>
    /// <param name="triggers">What makes it write; it always writes at the end of a watch.</param>
    /// <param name="sink">Told to write.</param>
    public RecordingOptions(TimeSpan length, IReadOnlyList<RecordingTrigger> triggers, IRecordingSink sink)
        : this(length, triggers, sink, TapeShelf.DefaultCapacity, TimeProvider.System)
    {
    }

    internal RecordingOptions(TimeSpan length, IReadOnlyList<RecordingTrigger> triggers, IRecordingSink sink, long capacity, TimeProvider time)
    {
        Length = length;
        Triggers = triggers;
        Sink = sink;
        Time = time;
        Shelf = new TapeShelf(length + After + Slack, capacity, time);
    }

    public TimeSpan Length { get; }

    public IReadOnlyList<RecordingTrigger> Triggers { get; }

    public IRecordingSink Sink { get; }

    /// <summary>By which somebody may ask for a recording; heard only with a trigger of that kind.</summary>
    public RecordingRequest Request { get; } = new();

    /// <summary>At least so much time is between two recordings of one target that triggers caused.</summary>
    internal TimeSpan Pause => Length * 10;

    internal TapeShelf Shelf { get; }

    internal TimeProvider Time { get; }
}
