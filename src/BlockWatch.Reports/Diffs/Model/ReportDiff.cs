using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Diffs.Model;

/// <summary>Two reports compared place by place, in the form that is written: version 1.</summary>
/// <remarks>docs/diff-v1.schema.json is its contract.</remarks>
public sealed record ReportDiff
{
    public const int CurrentVersion = 1;

    public required int DiffVersion { get; init; }

    public required ReportTool Tool { get; init; }

    public required DiffVerdict Verdict { get; init; }

    /// <summary>The verdict in one sentence.</summary>
    public required string Summary { get; init; }

    public required DiffSide Base { get; init; }

    public required DiffSide New { get; init; }

    /// <summary>What makes the two less alike than they should be, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public required DiffMethod Method { get; init; }

    /// <summary>In the order of <see cref="DiffChange"/>, the most time in the second report first.</summary>
    public required IReadOnlyList<DiffSite> Sites { get; init; }
}
