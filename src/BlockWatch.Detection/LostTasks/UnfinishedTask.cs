namespace BlockWatch.Detection.LostTasks;

/// <summary>A task that was not complete when the program ended, and that nothing was ever seen to wait for.</summary>
/// <param name="Name">The runtime's name of its async method.</param>
/// <param name="Time">When it was first told of, nanoseconds since the session began.</param>
/// <param name="Starter">What started it, and was over before the end.</param>
internal sealed record UnfinishedTask(string Name, long Time, TaskStarter Starter);
