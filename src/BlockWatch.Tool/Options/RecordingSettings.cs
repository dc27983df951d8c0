using BlockWatch.EventPipe.Recording;

namespace BlockWatch.Tool.Options;

/// <summary>What the user asked of the flight recorder, checked.</summary>
/// <param name="Length">How much before a trigger is recorded.</param>
/// <param name="Triggers">What makes it write; it always writes at the end.</param>
internal sealed record RecordingSettings(TimeSpan Length, IReadOnlyList<RecordingTrigger> Triggers);
