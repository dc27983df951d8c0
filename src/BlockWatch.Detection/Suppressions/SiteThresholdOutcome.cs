namespace BlockWatch.Detection.Suppressions;

/// <summary>What a site's own threshold left out of the findings.</summary>
/// <param name="Threshold">As the user wrote it.</param>
/// <param name="StallCount">Stalls with a part that stayed under it.</param>
/// <param name="TotalMs">These parts' sum, without garbage collection, milliseconds.</param>
public sealed record SiteThresholdOutcome(SiteThreshold Threshold, long StallCount, double TotalMs);
