namespace BlockWatch.Detection.Findings;

/// <summary>When something took its time.</summary>
/// <param name="StartNs">Nanoseconds since the session began.</param>
/// <param name="EndNs">The same; until when it is known to go on when it did not end.</param>
/// <param name="SiteId">The site of a stall's largest part that is told of; null for a pause of all threads.</param>
public readonly record struct TimelineMark(long StartNs, long EndNs, string? SiteId);
