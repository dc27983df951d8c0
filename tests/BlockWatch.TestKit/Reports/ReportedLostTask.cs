namespace BlockWatch.TestKit.Reports;

public sealed record ReportedLostTask(string? StartedBy)
{
    /// <summary>True when the tasks had not failed, but still ran as the program ended.</summary>
    public bool StillRunning { get; init; }

    public IReadOnlyList<ReportedException> Exceptions { get; init; } = [];
}
