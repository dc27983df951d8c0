namespace BlockWatch.Reports.Model;

/// <summary>The locks of a finding of BW0003. A hold is a stretch in which one thread is known to have held one of them while others waited for it.</summary>
public sealed record ReportLocks
{
    /// <summary>Distinct locks, at most 64.</summary>
    public required int Locks { get; init; }

    /// <summary>The most threads that waited for one of them at once.</summary>
    public required int MaxWaiters { get; init; }

    /// <summary>For how long the stalls waited for them, milliseconds.</summary>
    public required double WaitedMs { get; init; }

    /// <summary>Of that, while the owner is known.</summary>
    public required double OwnerKnownMs { get; init; }

    public required long Holds { get; init; }

    /// <summary>Distinct threads that held one, at most 256.</summary>
    public required int OwnerThreads { get; init; }

    /// <summary>The holds' sum, milliseconds.</summary>
    public required double HeldMs { get; init; }

    public required double MaxHeldMs { get; init; }

    /// <summary>What the owners did meanwhile, what took longest first; at most eight.</summary>
    public required IReadOnlyList<ReportOwnerTime> Doing { get; init; }

    /// <summary>The longest holds, at most sixteen, in order of time.</summary>
    public required IReadOnlyList<ReportHold> Longest { get; init; }

    /// <summary>The longest chain of owners: the first holds the lock, and each waits for a lock that the next one holds. Empty when no owner is known.</summary>
    public required IReadOnlyList<ReportOwner> Chain { get; init; }
}
