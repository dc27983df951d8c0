using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Locks;

/// <summary>One stretch in which a thread held a lock while others waited for it.</summary>
/// <param name="StartNs">Since when it is known to, nanoseconds since the session began.</param>
/// <param name="DurationNs">Nanoseconds.</param>
/// <param name="OwnerThreadId">The operating system's id of the owner.</param>
/// <param name="Waiters">The most threads that waited for it at once.</param>
/// <param name="Site">What the owner did for the longest part of it; null when that is not known.</param>
public sealed record LockHoldFacts(long StartNs, long DurationNs, long OwnerThreadId, int Waiters, Site? Site);
