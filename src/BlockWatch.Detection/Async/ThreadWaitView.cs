namespace BlockWatch.Detection.Async;

/// <summary>A thread that was blocked on a task at one time.</summary>
/// <param name="ThreadId">The operating system's id of the thread.</param>
/// <param name="TaskId">The task that it waits for.</param>
/// <param name="SinceNs">Since when, nanoseconds since the session began.</param>
/// <param name="RunningTaskId">The task that the thread runs meanwhile, the innermost; null when it runs none that was told.</param>
public sealed record ThreadWaitView(long ThreadId, long TaskId, long SinceNs, long? RunningTaskId);
