namespace BlockWatch.Detection.LostTasks;

/// <summary>A task that failed.</summary>
/// <param name="Id">Its <c>Task.Id</c>.</param>
/// <param name="Name">The runtime's name of the method that failed.</param>
/// <param name="Time">When it failed, nanoseconds since the session began.</param>
/// <param name="StarterName">The runtime's name of the async method or delegate that started it; null when that is not known.</param>
/// <param name="HasStarter">True when it is known what started it.</param>
/// <param name="MayBeAwaited">True when something awaits it, or what started it still runs and may have kept it.</param>
internal sealed record FailedTask(long Id, string Name, long Time, string? StarterName, bool HasStarter, bool MayBeAwaited);
