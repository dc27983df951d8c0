using BlockWatch.Detection.Session;
using BlockWatch.Reports.Building;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports;

/// <summary>Makes a report of what a watch of several targets found.</summary>
public static class ReportSetBuilder
{
    /// <param name="result">What the watch found.</param>
    /// <param name="toolVersion">The version of blockwatch: <c>0.1.0</c>.</param>
    public static ReportSet Build(WatchSetResult result, string toolVersion)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(toolVersion);
        List<ReportSetTarget> targets = [.. result.Targets.Select(outcome => ToReport(outcome, result.ConfigFile, toolVersion))];
        List<Report> reports = [.. targets.Select(target => target.Report).OfType<Report>()];
        return new ReportSet
        {
            ReportSetVersion = ReportSet.CurrentVersion,
            Tool = TargetMapping.Tool(toolVersion),
            Session = new ReportSetSession
            {
                Mode = result.Mode,
                StartedAt = result.StartedAt.ToUniversalTime(),
                DurationMs = Rounding.Round(result.DurationMs),
                ThresholdMs = Rounding.Round(result.ThresholdMs),
                End = result.End,
                CollectorCpuMs = result.CollectorCpuMs is { } collector ? Rounding.Round(collector) : null,
                ConfigFile = result.ConfigFile,
            },
            Summary = new ReportSetSummary
            {
                TargetCount = targets.Count,
                WatchedCount = reports.Count,
                IncompleteCount = reports.Count(report => !report.Session.Complete),
                StallCount = reports.Sum(report => report.Summary.StallCount),
                UnexplainedCount = reports.Sum(report => report.Summary.UnexplainedCount),
                StalledMs = Rounding.Round(reports.Sum(report => report.Summary.StalledMs)),
            },
            Targets = targets,
        };
    }

    private static ReportSetTarget ToReport(TargetOutcome outcome, string? configFile, string toolVersion) => new()
    {
        Pid = outcome.ProcessId,
        Name = outcome.Name,
        Failure = outcome.Failure,
        Report = outcome.Result is { } result ? ReportBuilder.Build(OfOne(result, configFile), toolVersion) : null,
    };

    // The processor time is that of the whole process, which watched the others too.
    private static WatchResult OfOne(WatchResult result, string? configFile) =>
        result with { Session = result.Session with { CollectorCpuMs = null, ConfigFile = configFile } };
}
