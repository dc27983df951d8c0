using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Suppressions;

/// <summary>A site that a suppression matches, so that a reader of the report knows what it keeps silent about.</summary>
/// <param name="Site">Where and why.</param>
/// <param name="Title">The title that its finding has, or would have.</param>
/// <param name="Count">Stalls that had a part at it.</param>
/// <param name="TotalMs">The parts' sum, without garbage collection, milliseconds.</param>
public sealed record SuppressedSite(Site Site, string Title, long Count, double TotalMs);
