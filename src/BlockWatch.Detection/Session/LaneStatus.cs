namespace BlockWatch.Detection.Session;

/// <summary>What a lane did in the session.</summary>
/// <param name="Name"><c>spans</c>, <c>waits</c>, <c>bursts</c>.</param>
/// <param name="State"><c>full</c>, <c>narrowed</c>, <c>off</c> or <c>unavailable</c>.</param>
/// <param name="Note">What was narrowed or cannot be seen, and why; null when full.</param>
/// <param name="Events">Events received by this lane.</param>
/// <param name="ActiveMs">How long it ran, milliseconds.</param>
public sealed record LaneStatus(string Name, string State, string? Note, long Events, double ActiveMs);
