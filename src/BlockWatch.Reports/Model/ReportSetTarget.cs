namespace BlockWatch.Reports.Model;

/// <summary>One of several targets: its report, or why it has none.</summary>
public sealed record ReportSetTarget
{
    public required int Pid { get; init; }

    public required string Name { get; init; }

    /// <summary>One line that says why there is no report; null when there is one.</summary>
    public required string? Failure { get; init; }

    /// <summary>Null when the target could not be watched.</summary>
    public required Report? Report { get; init; }
}
