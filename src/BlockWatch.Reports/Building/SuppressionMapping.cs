using BlockWatch.Detection.Suppressions;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Building;

/// <summary>Suppressions and sites' own thresholds of detection as reports hold them.</summary>
internal static class SuppressionMapping
{
    private const double NanosecondsPerMillisecond = 1_000_000;

    public static ReportSuppression ToReport(SuppressionOutcome outcome) => new()
    {
        Rule = outcome.Suppression.RuleId,
        Method = outcome.Suppression.Method,
        Site = outcome.Suppression.SiteId,
        Reason = outcome.Suppression.Reason,
        Expires = outcome.Suppression.Expires,
        IsExpired = outcome.Suppression.IsExpired,
        MatchedSites = outcome.Sites.Count,
        MatchedStalls = outcome.StallCount,
        TotalMs = Rounding.Round(outcome.TotalMs),
        Sites = [.. outcome.Sites.Select(ToReport)],
    };

    public static ReportSiteThreshold ToReport(SiteThresholdOutcome outcome) => new()
    {
        Match = outcome.Threshold.Match,
        Site = outcome.Threshold.SiteId,
        ThresholdMs = Rounding.Round(outcome.Threshold.ThresholdNs / NanosecondsPerMillisecond),
        MatchedStalls = outcome.StallCount,
        TotalMs = Rounding.Round(outcome.TotalMs),
    };

    private static ReportSuppressedSite ToReport(SuppressedSite known) => new()
    {
        Id = known.Site.Id,
        RuleId = known.Site.RuleId,
        Title = known.Title,
        Count = known.Count,
        TotalMs = Rounding.Round(known.TotalMs),
    };
}
