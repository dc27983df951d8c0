namespace BlockWatch.Detection.Locks;

/// <summary>What is known of the locks of a site of BW0003: who waited, who held them for how long, and what the owners did meanwhile.</summary>
/// <remarks>
/// A hold is a stretch in which one thread is known to have held a lock while others waited for it; a lock that nobody waits for is not told of. Holds are those
/// during the stalls of the site, each counted once.
/// </remarks>
public sealed record LockFacts
{
    /// <summary>Distinct locks, at least one; at most 64 are told apart.</summary>
    public required int Locks { get; init; }

    /// <summary>The most threads that waited for one of them at once, from wherever.</summary>
    public required int MaxWaiters { get; init; }

    /// <summary>For how long the stalls of the site waited for them, milliseconds.</summary>
    public required double WaitedMs { get; init; }

    /// <summary>Of <see cref="WaitedMs"/>, while the owner is known.</summary>
    public required double OwnerKnownMs { get; init; }

    public required long Holds { get; init; }

    /// <summary>Distinct threads that held one; at most 256 are told apart.</summary>
    public required int OwnerThreads { get; init; }

    /// <summary>The holds' sum, milliseconds.</summary>
    public required double HeldMs { get; init; }

    /// <summary>The longest hold, milliseconds.</summary>
    public required double MaxHeldMs { get; init; }

    /// <summary>What the owners did meanwhile, what took longest first; at most eight places. What is not known of is in none.</summary>
    public required IReadOnlyList<LockOwnerPlace> Places { get; init; }

    /// <summary>The longest holds, at most sixteen, in order of time.</summary>
    public required IReadOnlyList<LockHoldFacts> Longest { get; init; }

    /// <summary>
    /// The longest chain of owners that was seen: the first holds the lock of the site, and each waits for a lock that the next one holds. Empty when no owner is known.
    /// </summary>
    public required IReadOnlyList<LockChainLink> Chain { get; init; }
}
