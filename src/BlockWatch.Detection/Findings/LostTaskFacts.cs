namespace BlockWatch.Detection.Findings;

/// <summary>What is known of tasks that failed and that nobody awaited.</summary>
/// <param name="StartedBy">The async method or the delegate that started one of them; null when that is not known.</param>
public sealed record LostTaskFacts(string? StartedBy);
