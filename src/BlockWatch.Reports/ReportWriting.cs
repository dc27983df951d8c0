using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports;

/// <summary>How the reader of a report wants to have it, whatever the format.</summary>
public sealed record ReportWriting
{
    /// <summary>JSON has both scales always.</summary>
    public TimeScale Scale { get; init; }

    public static ReportWriting Default { get; } = new();
}
