using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Requests;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Building;

/// <summary>Findings and culprits of detection as reports hold them.</summary>
internal static class FindingMapping
{
    public static ReportCulprit ToReport(Culprit culprit) => new()
    {
        FindingId = culprit.SiteId,
        PoolThreadSeconds = Rounding.Round(culprit.PoolThreadSeconds),
    };

    public static ReportFinding ToReport(Finding finding)
    {
        IReadOnlyList<ReportStack> stacks = [.. finding.Stacks.Select(FrameMapping.ToReport)];
        return new ReportFinding
        {
            Id = finding.Site.Id,
            RuleId = finding.Site.RuleId,
            Title = finding.Title,
            Severity = finding.Severity,
            Confidence = finding.Confidence,
            Category = finding.Site.Category,
            Site = new ReportSite
            {
                UserFrame = FrameMapping.ToReport(finding.Site.UserFrame),
                BlockingFrame = FrameMapping.ToReport(finding.Site.BlockingFrame),
            },
            Count = finding.Count,
            OpenCount = finding.OpenCount,
            ShortCount = finding.ShortCount,
            ShortMsPerSecond = Rounding.Round(finding.ShortMsPerSecond),
            TotalMs = Rounding.Round(finding.TotalMs),
            P50Ms = Rounding.Round(finding.P50Ms),
            P95Ms = Rounding.Round(finding.P95Ms),
            MaxMs = Rounding.Round(finding.MaxMs),
            PoolThreadSeconds = Rounding.Round(finding.PoolThreadSeconds),
            Share = Rounding.Round(finding.ShareOfStalledTime),
            GcMs = Rounding.Round(finding.GcMs),
            QueuedMs = Rounding.Round(finding.QueuedMs),
            MajorFaults = finding.MajorFaults,
            ThrottledCount = finding.ThrottledCount,
            Sampled = finding.Sampled,
            SampleCount = finding.SampleCount,
            Threads = finding.Threads,
            FirstSeenMs = Rounding.Round(finding.FirstSeenMs),
            LastSeenMs = Rounding.Round(finding.LastSeenMs),
            Stack = stacks.Count > 0 ? stacks[0].Frames : [],
            Stacks = stacks,
            Owners = [.. finding.Owners.Select(FrameMapping.ToReport)],
            Locks = finding.Locks is { } locks ? LockMapping.ToReport(locks) : null,
            Advice = finding.Advice,
            Replacement = finding.Site.Replacement,
            Docs = finding.Site.Docs,
            Requests = [.. finding.Requests.Select(ToReport)],
            Chains = ChainMapping.ToReport(finding.Chains),
            Library = finding.Library is { } library ? new ReportLibrary { Name = library.Name, Version = library.Version } : null,
            LostTask = finding.LostTask is { } lost ? ToReport(lost) : null,
            Loop = finding.Loop is { } loop ? ToReport(loop) : null,
            Deadlock = finding.Deadlock is { } deadlock ? DeadlockMapping.ToReport(deadlock) : null,
        };
    }

    private static ReportLostTask ToReport(LostTaskFacts lost) => new()
    {
        StartedBy = lost.StartedBy,
        StillRunning = lost.StillRunning,
        Exceptions = [.. lost.Exceptions.Select(exception => new ReportLostException { Type = exception.Type, Count = exception.Count })],
    };

    private static ReportLoop ToReport(EventLoopFacts loop) => new()
    {
        Thread = loop.ThreadName,
        TurnsPerSecond = loop.TurnsPerSecond is { } turns ? Rounding.Round(turns) : null,
    };

    private static ReportRequest ToReport(RequestCount request) => new()
    {
        Method = request.Name.Method,
        Route = request.Name.Route,
        Endpoint = request.Name.Endpoint,
        Count = request.Count,
        Certainty = request.Certainty,
    };
}
