using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Suppressions;

/// <summary>How the user says which sites are meant: by the method that blocks, by the site's id, or by both.</summary>
internal static class SitePattern
{
    // Two nulls would mean every site: nobody who left both out meant that.
    public static bool IsMatch(string? method, string? siteId, Site site) =>
        (method is not null || siteId is not null)
        && (siteId is null || siteId == site.Id)
        && (method is null || (site.UserFrame is { } user && Glob.IsMatch(method, user.Method)));
}
