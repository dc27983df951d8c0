namespace BlockWatch.Detection.LostTasks;

/// <summary>A task that failed.</summary>
/// <param name="Id">Its <c>Task.Id</c>.</param>
/// <param name="Name">The runtime's name of the method that failed.</param>
/// <param name="Time">When it failed, nanoseconds since the session began.</param>
/// <param name="Starter">What started it; null when that is not known.</param>
/// <param name="Exception">The type of what it failed with; null when that is not certain.</param>
/// <param name="MayBeAwaited">True when something awaits it, or what started it, or may have, still runs and may have kept it.</param>
internal sealed record FailedTask(long Id, string Name, long Time, TaskStarter? Starter, string? Exception, bool MayBeAwaited);
