namespace BlockWatch.Detection.Async;

/// <summary>One task that is not complete, as it was at one time.</summary>
/// <param name="Id">Its <c>Task.Id</c>.</param>
/// <param name="Name">The runtime's name for it; null when it was not told: the task is older than the window, or has none.</param>
/// <param name="State">What it does.</param>
/// <param name="FirstSeenNs">When it was first told of, nanoseconds since the session began: its birth, if it has a name.</param>
/// <param name="StateSinceNs">Since when it is in this state, nanoseconds since the session began.</param>
/// <param name="AwaitedId">The task that it awaits; null when it awaits none.</param>
/// <param name="ThreadId">The operating system's id of the thread that runs it, or ran it last; 0 when unknown.</param>
public sealed record TaskView(long Id, string? Name, TaskState State, long FirstSeenNs, long StateSinceNs, long? AwaitedId, long ThreadId);
