namespace BlockWatch.Detection.Suppressions;

/// <summary>What a suppression did in a session. An expired one suppressed nothing: then this is what it would have.</summary>
/// <param name="Suppression">As the user wrote it.</param>
/// <param name="Sites">The sites it matched, the most time taken first; none for one that is dead.</param>
/// <param name="StallCount">Stalls with a part at one of them.</param>
/// <param name="TotalMs">These parts' sum, without garbage collection, milliseconds.</param>
public sealed record SuppressionOutcome(Suppression Suppression, IReadOnlyList<SuppressedSite> Sites, long StallCount, double TotalMs);
