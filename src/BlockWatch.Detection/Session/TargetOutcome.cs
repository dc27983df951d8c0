namespace BlockWatch.Detection.Session;

/// <summary>What became of one of several targets: either it was watched, or it is said why not.</summary>
/// <param name="ProcessId">The target's process id.</param>
/// <param name="Name">Its name, as far as it is known.</param>
/// <param name="Result">What was seen of it; null when it could not be watched, or not to an end with a result.</param>
/// <param name="Failure">One line that says why there is no result; null when there is one.</param>
public sealed record TargetOutcome(int ProcessId, string Name, WatchResult? Result, string? Failure);
