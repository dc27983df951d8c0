namespace BlockWatch.Reports.Model;

/// <summary>When all threads were suspended.</summary>
public sealed record ReportPauseMark
{
    public required double StartMs { get; init; }

    public required double EndMs { get; init; }
}
