namespace BlockWatch.Detection.Findings;

/// <summary>What is known of an event loop.</summary>
/// <param name="ThreadName">The name of its thread; null when it has none, or when nobody could tell.</param>
/// <param name="TurnsPerSecond">How often it turned, while tasks were told of; null when they were not.</param>
public sealed record EventLoopFacts(string? ThreadName, double? TurnsPerSecond);
