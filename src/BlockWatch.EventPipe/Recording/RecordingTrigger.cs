namespace BlockWatch.EventPipe.Recording;

/// <summary>One thing that makes a flight recorder write.</summary>
/// <param name="Kind">What.</param>
/// <param name="Limit">More than this: nanoseconds for a stall, items for the queue; 0 for the others.</param>
/// <param name="Text">As the user wrote it.</param>
public sealed record RecordingTrigger(RecordingTriggerKind Kind, long Limit, string Text);
