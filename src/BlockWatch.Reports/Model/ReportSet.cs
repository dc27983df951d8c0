namespace BlockWatch.Reports.Model;

/// <summary>What a watch of several targets found: an envelope around one report of version 1 for each of them.</summary>
/// <remarks>docs/report-set-v1.schema.json is its contract, as docs/report-v1.schema.json is that of its parts.</remarks>
public sealed record ReportSet
{
    /// <summary>The version that this build writes, and the newest that it reads.</summary>
    public const int CurrentVersion = 1;

    public required int ReportSetVersion { get; init; }

    public required ReportTool Tool { get; init; }

    public required ReportSetSession Session { get; init; }

    public required ReportSetSummary Summary { get; init; }

    /// <summary>In the order in which they were found.</summary>
    public required IReadOnlyList<ReportSetTarget> Targets { get; init; }
}
