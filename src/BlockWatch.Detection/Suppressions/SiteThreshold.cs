using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Suppressions;

/// <summary>How long a stall's part at certain sites must be to count as a finding. It makes no stall of a span that the session's own threshold lets pass.</summary>
public sealed record SiteThreshold
{
    /// <summary>A glob on the full name of the site's user frame; null when <see cref="SiteId"/> says which site.</summary>
    public string? Match { get; init; }

    /// <summary>The site's id; null for every site that the glob matches.</summary>
    public string? SiteId { get; init; }

    /// <summary>A part at least this long counts, nanoseconds without garbage collection.</summary>
    public required long ThresholdNs { get; init; }

    /// <summary>True when the site is meant.</summary>
    public bool Matches(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return SitePattern.IsMatch(Match, SiteId, site);
    }
}
