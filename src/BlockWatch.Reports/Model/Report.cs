using System.Text.Json.Serialization;

namespace BlockWatch.Reports.Model;

/// <summary>Everything that a watch found, in the form that is written and read: report version 1.</summary>
/// <remarks>
/// docs/report-v1.schema.json is its contract: a property that is added, renamed or given another meaning changes the
/// schema in the same commit, and an incompatible change raises <see cref="CurrentSchemaVersion"/>.
/// </remarks>
public sealed record Report
{
    /// <summary>The version that this build writes, and the newest that it reads.</summary>
    public const int CurrentSchemaVersion = 1;

    public required int SchemaVersion { get; init; }

    public required ReportTool Tool { get; init; }

    public required ReportTarget Target { get; init; }

    public required ReportSession Session { get; init; }

    public required ReportSummary Summary { get; init; }

    /// <summary>The most time taken first.</summary>
    public required IReadOnlyList<ReportFinding> Findings { get; init; }

    public required IReadOnlyList<ReportStarvation> Starvation { get; init; }

    public required ReportPool Pool { get; init; }

    /// <summary>When single stalls and pauses were; null when there was none. Not in reports of older versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReportTimeline? Timeline { get; init; }

    public required IReadOnlyList<ReportGap> Gaps { get; init; }

    /// <summary>The suppressions of the configuration, in its order; none in reports from before there were any.</summary>
    public IReadOnlyList<ReportSuppression> Suppressions { get; init; } = [];

    /// <summary>The thresholds that the configuration gives to sites, in its order.</summary>
    public IReadOnlyList<ReportSiteThreshold> Thresholds { get; init; } = [];
}
