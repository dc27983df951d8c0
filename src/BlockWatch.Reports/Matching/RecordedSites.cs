using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Matching;

/// <summary>What one document says of its sites, be it of one target or of several, and how far it can be trusted to be all.</summary>
public sealed record RecordedSites
{
    /// <summary>Of all targets, in the document's order.</summary>
    public required IReadOnlyList<ReportFinding> Findings { get; init; }

    /// <summary>Why it proves nothing that a site is not there, a few words each; empty when it does.</summary>
    public required IReadOnlyList<string> Doubts { get; init; }

    /// <summary>Time of watching, milliseconds; of several targets the sum.</summary>
    public required double WatchedMs { get; init; }

    /// <summary>Work items seen from start to end, of all targets.</summary>
    public required long WorkItems { get; init; }

    public required long UnexplainedCount { get; init; }

    /// <summary>True when every target's tasks were followed all the time.</summary>
    public required bool TasksWereFollowed { get; init; }

    /// <summary>From how long on a span was a stall, milliseconds; of several targets the longest.</summary>
    public required double ThresholdMs { get; init; }

    /// <summary>The reports themselves.</summary>
    public required IReadOnlyList<Report> Reports { get; init; }

    /// <summary>True when the configuration kept this site out of the findings: that it is not there says nothing.</summary>
    public bool Suppresses(ReportFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return Reports.SelectMany(report => report.Suppressions)
            .Where(suppression => !suppression.IsExpired)
            .SelectMany(suppression => suppression.Sites)
            .Any(site => site.RuleId == finding.RuleId && (site.Id == finding.Id || site.Title == finding.Title));
    }

    public static RecordedSites Of(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Of([report], RecordDoubts.Of(report));
    }

    public static RecordedSites Of(ReportSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        List<Report> reports = [.. set.Targets.Select(target => target.Report).OfType<Report>()];
        return Of(reports, [.. set.Targets.SelectMany(DoubtsOf), .. reports.Count == 0 ? ["no target was watched"] : Array.Empty<string>()]);
    }

    private static RecordedSites Of(List<Report> reports, IReadOnlyList<string> doubts) => new()
    {
        Reports = reports,
        Doubts = doubts,
        Findings = [.. reports.SelectMany(report => report.Findings)],
        ThresholdMs = reports.Select(report => report.Session.ThresholdMs).DefaultIfEmpty().Max(),
        WatchedMs = reports.Sum(report => report.Session.DurationMs),
        WorkItems = reports.Sum(report => report.Summary.SpanCount),
        UnexplainedCount = reports.Sum(report => report.Summary.UnexplainedCount),
        TasksWereFollowed = reports.Count > 0 && reports.All(report => report.Session.Lanes.Any(lane => lane is { Name: "async", State: ReportLane.Full })),
    };

    private static IEnumerable<string> DoubtsOf(ReportSetTarget target) => target.Report is { } report
        ? RecordDoubts.Of(report).Select(doubt => $"{SetVerdict.NameOf(target)}: {doubt}")
        : [$"{SetVerdict.NameOf(target)} was not watched"];
}
