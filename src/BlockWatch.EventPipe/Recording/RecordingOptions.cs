namespace BlockWatch.EventPipe.Recording;

/// <summary>How a flight recorder keeps the newest events of a watch, and when it writes them. One for all targets of a watch.</summary>
public sealed class RecordingOptions
{
    /// <summary>How much after a trigger is recorded too.</summary>
    public static readonly TimeSpan After = TimeSpan.FromSeconds(5);

    // Longer than any watch, and short enough to count in nanoseconds.
    private static readonly TimeSpan LongestWatch = TimeSpan.FromDays(3650);

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
        : this(length, triggers, sink, new TapeShelf(length + After + Slack, capacity, time), time)
    {
    }

    private RecordingOptions(TimeSpan length, IReadOnlyList<RecordingTrigger> triggers, IRecordingSink sink, ITapeShelf shelf, TimeProvider time)
    {
        Length = length;
        Triggers = triggers;
        Sink = sink;
        Time = time;
        Shelf = shelf;
    }

    /// <summary>A whole watch, from its begin to its end, kept on the disk until it is written.</summary>
    /// <param name="sink">Told to write at the end, once.</param>
    /// <param name="spool">Keeps it; the caller's to dispose afterwards.</param>
    public static RecordingOptions Whole(IRecordingSink sink, SpoolShelf spool) => new(LongestWatch, [], sink, spool, TimeProvider.System);

    public TimeSpan Length { get; }

    public IReadOnlyList<RecordingTrigger> Triggers { get; }

    public IRecordingSink Sink { get; }

    /// <summary>By which somebody may ask for a recording; heard only with a trigger of that kind.</summary>
    public RecordingRequest Request { get; } = new();

    /// <summary>At least so much time is between two recordings of one target that triggers caused.</summary>
    internal TimeSpan Pause => Length * 10;

    internal ITapeShelf Shelf { get; }

    internal TimeProvider Time { get; }
}
