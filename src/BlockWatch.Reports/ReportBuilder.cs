using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Building;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports;

/// <summary>Makes a report of what a watch found. Leaves nothing out and adds no judgement; it only rounds.</summary>
public static class ReportBuilder
{
    /// <param name="result">What the watch found.</param>
    /// <param name="toolVersion">The version of blockwatch: <c>0.1.0</c>.</param>
    public static Report Build(WatchResult result, string toolVersion)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(toolVersion);
        DetectionSnapshot found = result.Detection;
        return new Report
        {
            SchemaVersion = Report.CurrentSchemaVersion,
            Tool = TargetMapping.Tool(toolVersion),
            Target = TargetMapping.ToReport(result.Target),
            Session = ToReport(result.Session, found.Gaps),
            Summary = new ReportSummary
            {
                SpanCount = found.SpanCount,
                StallCount = found.StallCount,
                UnexplainedCount = found.UnexplainedCount,
                StalledMs = Rounding.Round(found.StalledMs),
                SuspensionCount = found.SuspensionCount,
                SuspensionMs = Rounding.Round(found.SuspensionMs),
                SuppressedCount = found.SuppressedCount,
                SuppressedMs = Rounding.Round(found.SuppressedMs),
            },
            Findings = [.. found.Findings.Select(FindingMapping.ToReport)],
            Starvation = [.. found.Starvation.Select(ToReport)],
            Pool = new ReportPool { Samples = [.. found.Pool.Select(ToReport)] },
            Timeline = TimelineMapping.ToReport(found.Timeline),
            Gaps = [.. found.Gaps.Select(ToReport)],
            Suppressions = [.. found.Suppressions.Select(SuppressionMapping.ToReport)],
            Thresholds = [.. found.SiteThresholds.Select(SuppressionMapping.ToReport)],
        };
    }

    private static ReportSession ToReport(SessionDescription session, IReadOnlyList<Gap> gaps) => new()
    {
        Mode = session.Mode,
        StartedAt = session.StartedAt.ToUniversalTime(),
        DurationMs = Rounding.Round(session.DurationMs),
        ThresholdMs = Rounding.Round(session.ThresholdMs),
        End = session.End,
        EventsReceived = session.EventsReceived,
        EventsLost = session.EventsLost,
        Complete = IsComplete(session, gaps),
        Lanes = [.. session.Lanes.Select(ToReport)],
        Limits = [.. session.Limits],
        CollectorCpuMs = session.CollectorCpuMs is { } collector ? Rounding.Round(collector) : null,
        TargetCpuMs = session.TargetCpuMs is { } target ? Rounding.Round(target) : null,
        Budget = session.Budget is { } budget ? ToReport(budget) : null,
        Throttling = session.Throttling is { } throttling ? ToReport(throttling) : null,
        ConfigFile = session.ConfigFile,
    };

    // Any one sign of loss is enough, whoever noticed it: a report that wrongly says "complete" is the worse error.
    private static bool IsComplete(SessionDescription session, IReadOnlyList<Gap> gaps) =>
        session.Complete
        && session.EventsLost == 0
        && gaps.Count == 0
        && session.End is not (SessionEnd.TraceTruncated or SessionEnd.ConnectionLost);

    private static ReportLane ToReport(LaneStatus lane) => new()
    {
        Name = lane.Name,
        State = lane.State,
        Note = lane.Note,
        Events = lane.Events,
        ActiveMs = Rounding.Round(lane.ActiveMs),
    };

    private static ReportBudget ToReport(BudgetUse budget) => new()
    {
        AllowedShare = Rounding.Share(budget.AllowedShare),
        EstimatedShare = Rounding.Share(budget.EstimatedShare),
        DearestShare = budget.DearestShare is { } dearest ? Rounding.Share(dearest) : null,
    };

    private static ReportThrottling ToReport(CpuThrottling throttling) => new()
    {
        Periods = throttling.Periods,
        ThrottledPeriods = throttling.ThrottledPeriods,
        ThrottledMs = Rounding.Round(throttling.ThrottledMs),
    };

    private static ReportStarvation ToReport(StarvationEpisode episode) => new()
    {
        StartMs = Rounding.Milliseconds(episode.StartNs),
        EndMs = episode.EndNs is { } end ? Rounding.Milliseconds(end) : null,
        PeakThreads = episode.PeakThreads,
        PeakQueue = episode.PeakQueue,
        FirstSign = episode.FirstSign,
        Culprits = [.. episode.Culprits.Select(FindingMapping.ToReport)],
    };

    private static ReportPoolSample ToReport(PoolSample sample) => new()
    {
        TimeMs = Rounding.Milliseconds(sample.TimeNs),
        Threads = sample.Threads,
        Queue = sample.QueueLength,
        Completed = sample.CompletedItems,
    };

    private static ReportGap ToReport(Gap gap) => new()
    {
        Lane = gap.Lane,
        StartMs = Rounding.Milliseconds(gap.StartNs),
        EndMs = Rounding.Milliseconds(gap.EndNs),
        EventsLost = gap.EventsLost,
    };
}
