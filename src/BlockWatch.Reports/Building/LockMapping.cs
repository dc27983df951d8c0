using BlockWatch.Detection.Locks;
using BlockWatch.Detection.Rules;
using BlockWatch.Detection.Sites;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Building;

/// <summary>Locks and their owners as reports hold them.</summary>
internal static class LockMapping
{
    public static ReportLocks ToReport(LockFacts locks) => new()
    {
        Locks = locks.Locks,
        MaxWaiters = locks.MaxWaiters,
        WaitedMs = Rounding.Round(locks.WaitedMs),
        OwnerKnownMs = Rounding.Round(locks.OwnerKnownMs),
        Holds = locks.Holds,
        OwnerThreads = locks.OwnerThreads,
        HeldMs = Rounding.Round(locks.HeldMs),
        MaxHeldMs = Rounding.Round(locks.MaxHeldMs),
        Doing = [.. locks.Places.Select(ToReport)],
        Longest = [.. locks.Longest.Select(ToReport)],
        Chain = [.. locks.Chain.Select(ToReport)],
    };

    private static ReportOwnerTime ToReport(LockOwnerPlace place) => new()
    {
        Place = ToReport(place.Site),
        Holds = place.Holds,
        TotalMs = Rounding.Round(place.TotalMs),
        MaxMs = Rounding.Round(place.MaxMs),
        Sampled = place.IsSampled,
    };

    private static ReportHold ToReport(LockHoldFacts hold) => new()
    {
        StartMs = Rounding.Milliseconds(hold.StartNs),
        DurationMs = Rounding.Milliseconds(hold.DurationNs),
        ThreadId = hold.OwnerThreadId,
        Waiters = hold.Waiters,
        Place = hold.Site is { } site ? ToReport(site) : null,
    };

    private static ReportOwner ToReport(LockChainLink link) => new()
    {
        ThreadId = link.ThreadId,
        DurationMs = Rounding.Milliseconds(link.DurationNs),
        Place = link.Site is { } site ? ToReport(site) : null,
        Sampled = link.IsSampled,
    };

    private static ReportOwnerPlace ToReport(Site site) => new()
    {
        FindingId = site.Id,
        Title = RuleCatalog.ById(site.RuleId)?.Title(site) ?? site.RuleId,
        Category = site.Category,
        Site = new ReportSite
        {
            UserFrame = FrameMapping.ToReport(site.UserFrame),
            BlockingFrame = FrameMapping.ToReport(site.BlockingFrame),
        },
    };
}
