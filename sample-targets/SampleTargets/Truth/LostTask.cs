namespace SampleTargets.Truth;

/// <summary>What is known of a task that nobody awaited.</summary>
/// <param name="StartedBy">The member that started it, by its bare name.</param>
/// <param name="Exception">The type of what it failed with; null when it still ran as the program ended.</param>
internal sealed record LostTask(string StartedBy, string? Exception);
