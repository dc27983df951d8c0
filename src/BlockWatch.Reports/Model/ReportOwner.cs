namespace BlockWatch.Reports.Model;

/// <summary>One owner in a chain of owners.</summary>
public sealed record ReportOwner
{
    /// <summary>The operating system's id of the thread that held the lock.</summary>
    public required long ThreadId { get; init; }

    /// <summary>For how long it held it while the one before it waited.</summary>
    public required double DurationMs { get; init; }

    /// <summary>What kept it: for all but the last, the lock that the next one held. Null when that is not known.</summary>
    public required ReportOwnerPlace? Place { get; init; }

    /// <summary>True when what kept it rests on samples.</summary>
    public required bool Sampled { get; init; }
}
