namespace BlockWatch.Detection.Async;

/// <summary>The await graph at one time. Immutable.</summary>
/// <param name="TimeNs">That time, nanoseconds since the session began.</param>
/// <param name="SinceNs">Since when everything was told: a task that was suspended before is missing until it moves. Null while nothing is told.</param>
/// <param name="Tasks">Those that are known and not complete.</param>
/// <param name="Waits">Threads that are blocked on tasks.</param>
/// <param name="UntrackedCount">Tasks that are missing because there were too many.</param>
public sealed record AsyncSnapshot(
    long TimeNs, long? SinceNs, IReadOnlyList<TaskView> Tasks, IReadOnlyList<ThreadWaitView> Waits, long UntrackedCount);
