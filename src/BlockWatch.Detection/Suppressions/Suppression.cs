using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Suppressions;

/// <summary>What the user does not want to be told of, and why. All that it states has to match; it states a method or a site at least.</summary>
public sealed record Suppression
{
    /// <summary>The rule's id (<c>BW0005</c>); null for every rule.</summary>
    public string? RuleId { get; init; }

    /// <summary>A glob on the full name of the site's user frame; null when <see cref="SiteId"/> says which site. A site without a user frame matches no glob.</summary>
    public string? Method { get; init; }

    /// <summary>The site's id; null for every site that the method matches.</summary>
    public string? SiteId { get; init; }

    public required string Reason { get; init; }

    /// <summary>The last day on which it suppresses; null for ever.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>True when that day was over when the session began to be judged: it only counts what it would have suppressed. Said from outside, for detection has no clock.</summary>
    public bool IsExpired { get; init; }

    /// <summary>True when the site is meant, expired or not.</summary>
    public bool Matches(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return (RuleId is null || RuleId == site.RuleId) && SitePattern.IsMatch(Method, SiteId, site);
    }
}
