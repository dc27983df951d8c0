using BlockWatch.Tool.Screen.Drawing;

namespace BlockWatch.Tool.Screen.Model;

/// <summary>Filters and ranks the sites of a picture.</summary>
internal static class SiteList
{
    /// <summary>Deadlocks first, then the most of what is asked for.</summary>
    /// <param name="sites">All of them.</param>
    /// <param name="filter">A part of the rule, the title or the place, in upper or lower case; empty: all.</param>
    /// <param name="sort">What ranks them; equals are ranked by pool-thread seconds, then by what they took.</param>
    public static IReadOnlyList<SiteRow> Of(IReadOnlyList<SiteRow> sites, string filter, SiteSort sort) =>
    [
        .. sites.Where(row => Matches(row, filter))
            .OrderByDescending(row => row.IsDeadlock)
            .ThenByDescending(row => KeyOf(row, sort))
            .ThenByDescending(row => row.PoolSeconds)
            .ThenByDescending(row => row.Finding.TotalMs)
            .ThenBy(row => row.Id, StringComparer.Ordinal),
    ];

    public static string Name(SiteSort sort) => sort switch
    {
        SiteSort.Count => "count",
        SiteSort.P95 => "p95",
        SiteSort.Max => "max",
        SiteSort.LastSeen => "last seen",
        _ => "pool-thread seconds",
    };

    private static bool Matches(SiteRow row, string filter) =>
        filter.Length == 0 || $"{row.Finding.Site.RuleId} {PlaceText.Full(row.Finding)}".Contains(filter, StringComparison.OrdinalIgnoreCase);

    private static double KeyOf(SiteRow row, SiteSort sort) => sort switch
    {
        SiteSort.Count => row.Count,
        SiteSort.P95 => row.P95Ms ?? 0,
        SiteSort.Max => row.MaxMs ?? 0,
        SiteSort.LastSeen => row.Finding.LastSeenMs,
        _ => row.HoldsPool ? row.PoolSeconds : 0,
    };
}
