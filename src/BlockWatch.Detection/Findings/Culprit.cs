namespace BlockWatch.Detection.Findings;

/// <summary>A site that occupied the pool during a starvation episode.</summary>
/// <param name="SiteId">The site's id, which is the id of its finding.</param>
/// <param name="PoolThreadSeconds">Seconds of pool threads that it took within the episode.</param>
public sealed record Culprit(string SiteId, double PoolThreadSeconds);
