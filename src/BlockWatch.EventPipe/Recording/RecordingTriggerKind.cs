namespace BlockWatch.EventPipe.Recording;

/// <summary>What makes a flight recorder write.</summary>
public enum RecordingTriggerKind
{
    /// <summary>A stall that has gone on for so long, or was so long when it ended.</summary>
    Stall,

    /// <summary>The pool begins to starve.</summary>
    Starvation,

    /// <summary>The pool's queue is longer than so many items.</summary>
    Queue,

    /// <summary>Somebody asks for it.</summary>
    Request,
}
