using BlockWatch.Detection.Findings;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Diffs.Model;

/// <summary>One place in both reports.</summary>
public sealed record DiffSite
{
    public required DiffChange Change { get; init; }

    /// <summary>Why it is called so, in a sentence.</summary>
    public required string Why { get; init; }

    public required string RuleId { get; init; }

    public required string Title { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>As in the second report, when it is there.</summary>
    public required ReportFrame? UserFrame { get; init; }

    public required ReportFrame? BlockingFrame { get; init; }

    public required DiffAmount Base { get; init; }

    public required DiffAmount New { get; init; }

    /// <summary>How many times as often, by the normalisation that says less; null when one of them has none.</summary>
    public required double? CountRatio { get; init; }

    /// <summary>The probability of such a difference of counts by chance; null when it was not tested.</summary>
    public required double? CountP { get; init; }

    /// <summary>How many times as long, by the medians; null when it was not tested.</summary>
    public required double? LengthRatio { get; init; }

    public required double? LengthP { get; init; }
}
