using System.Text.Json.Serialization;
using BlockWatch.Detection.Explanation;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Live;

/// <summary>The part of a stall that one site explains, in the live stream.</summary>
internal sealed record JsonLinePart
{
    /// <summary>The id of the finding that the report will have for it.</summary>
    public required string SiteId { get; init; }

    public required string RuleId { get; init; }

    public required BlockingCategory Category { get; init; }

    public required double DurationMs { get; init; }

    public required EvidenceKind Evidence { get; init; }

    public required int SampleCount { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReportFrame? Frame { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReportFrame? BlockingFrame { get; init; }

    /// <summary>True when the configuration keeps it out of the findings; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? LeftOut { get; init; }
}
