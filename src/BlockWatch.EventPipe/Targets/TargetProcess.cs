namespace BlockWatch.EventPipe.Targets;

/// <summary>A .NET process on this machine.</summary>
/// <param name="ProcessId">Its process id in our own namespace.</param>
/// <param name="Name">The process's name.</param>
/// <param name="RuntimeVersion">As the runtime tells it; null when it was not asked or did not answer.</param>
/// <param name="EntryAssembly">The managed entry assembly's name; null when unknown.</param>
/// <param name="Uptime">Since its start; null when unknown.</param>
/// <param name="WhyNot">Why it cannot be watched; null when it can.</param>
public sealed record TargetProcess(int ProcessId, string Name, string? RuntimeVersion, string? EntryAssembly, TimeSpan? Uptime, string? WhyNot);
