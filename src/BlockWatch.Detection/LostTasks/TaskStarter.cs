namespace BlockWatch.Detection.LostTasks;

/// <summary>The async method or the delegate whose thread ran it when a task was born.</summary>
/// <param name="Name">The runtime's name of it; null when it was not told.</param>
internal sealed record TaskStarter(string? Name);
