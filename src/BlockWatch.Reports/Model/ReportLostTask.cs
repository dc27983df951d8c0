namespace BlockWatch.Reports.Model;

/// <summary>Tasks that nobody awaited.</summary>
public sealed record ReportLostTask
{
    /// <summary>The async method or the delegate that started one of them; null when that is not known.</summary>
    public required string? StartedBy { get; init; }

    /// <summary>True when they had not failed, but still ran as the program ended. False in reports that are older than this.</summary>
    public bool StillRunning { get; init; }

    /// <summary>What they failed with, the most frequent first; those of which that is not certain are not counted in it.</summary>
    public IReadOnlyList<ReportLostException> Exceptions { get; init; } = [];
}
