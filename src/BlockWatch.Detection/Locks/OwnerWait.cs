using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Locks;

/// <summary>What a thread waited for while it held a lock, by its events.</summary>
/// <param name="Start">Nanoseconds since the session began.</param>
/// <param name="End">Nanoseconds since the session began; after <paramref name="Start"/>.</param>
/// <param name="Stack">Where; null when that was lost.</param>
/// <param name="LockId">For another lock: which; 0 for other waits.</param>
internal readonly record struct OwnerWait(long Start, long End, CallStack? Stack, long LockId);
