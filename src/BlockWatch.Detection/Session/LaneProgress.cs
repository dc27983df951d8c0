namespace BlockWatch.Detection.Session;

/// <summary>What a lane has brought so far.</summary>
/// <param name="Name"><c>spans</c>, <c>waits</c>, <c>bursts</c>, <c>async</c>.</param>
/// <param name="Events">Events received.</param>
/// <param name="EventsLost">Events that the target dropped.</param>
/// <param name="ToldMs">For how long it told all that it tells, milliseconds; for bursts how long the sampler ran.</param>
public sealed record LaneProgress(string Name, long Events, long EventsLost, double ToldMs);
