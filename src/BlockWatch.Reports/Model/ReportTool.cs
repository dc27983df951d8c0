namespace BlockWatch.Reports.Model;

/// <summary>What made the report.</summary>
public sealed record ReportTool
{
    /// <summary>Always <c>blockwatch</c>.</summary>
    public required string Name { get; init; }

    public required string Version { get; init; }
}
