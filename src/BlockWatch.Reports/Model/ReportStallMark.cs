namespace BlockWatch.Reports.Model;

/// <summary>When a stall was.</summary>
public sealed record ReportStallMark
{
    public required double StartMs { get; init; }

    /// <summary>Until when it is known to go on, when it did not end.</summary>
    public required double EndMs { get; init; }

    /// <summary>The finding that its largest part belongs to.</summary>
    public required string FindingId { get; init; }
}
