namespace BlockWatch.Reports.Model;

/// <summary>Where the thread was.</summary>
public sealed record ReportSite
{
    /// <summary>The innermost user frame; null when none was on the stack.</summary>
    public required ReportFrame? UserFrame { get; init; }

    /// <summary>What it called that blocks; null for work of the user's own code and for unexplained stalls.</summary>
    public required ReportFrame? BlockingFrame { get; init; }
}
