namespace BlockWatch.Tool.Screen.Model;

/// <summary>What the sites are ranked by, the most first.</summary>
internal enum SiteSort
{
    PoolSeconds,
    Count,
    P95,
    Max,
    LastSeen,
}
