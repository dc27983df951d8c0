namespace BlockWatch.Reports.Html.Drawing;

/// <summary>What the pool's counters were in a stretch of time.</summary>
/// <param name="TimeMs">The middle of the samples' times.</param>
/// <param name="Threads">Worker threads.</param>
/// <param name="Queue">Items that waited.</param>
/// <param name="PerSecond">Items completed a second; the mean is exact, over all of the stretch. Null when no sample's distance to the one before is known.</param>
internal sealed record PoolBucket(double TimeMs, Extent Threads, Extent Queue, Extent? PerSecond);
