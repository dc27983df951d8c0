namespace BlockWatch.Reports.Model;

/// <summary>Tasks that failed and that nobody awaited.</summary>
public sealed record ReportLostTask
{
    /// <summary>The async method or the delegate that started one of them; null when that is not known.</summary>
    public required string? StartedBy { get; init; }
}
