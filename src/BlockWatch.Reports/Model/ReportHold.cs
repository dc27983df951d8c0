namespace BlockWatch.Reports.Model;

/// <summary>One stretch in which a thread held a lock while others waited for it.</summary>
public sealed record ReportHold
{
    /// <summary>Since when it is known to, milliseconds since the session began.</summary>
    public required double StartMs { get; init; }

    public required double DurationMs { get; init; }

    /// <summary>The operating system's id of the owner.</summary>
    public required long ThreadId { get; init; }

    /// <summary>The most threads that waited for it at once.</summary>
    public required int Waiters { get; init; }

    /// <summary>What the owner did for the longest part of it; null when that is not known.</summary>
    public required ReportOwnerPlace? Place { get; init; }
}
