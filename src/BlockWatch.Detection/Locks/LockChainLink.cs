using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Locks;

/// <summary>One owner in a chain of owners.</summary>
/// <param name="ThreadId">The operating system's id of the thread that held the lock.</param>
/// <param name="Site">What kept it: for all but the last, the lock that the next one held. Null when that is not known.</param>
/// <param name="DurationNs">For how long it held the lock while the one before it waited, nanoseconds.</param>
/// <param name="IsSampled">True when what kept it rests on samples.</param>
public sealed record LockChainLink(long ThreadId, Site? Site, long DurationNs, bool IsSampled);
