namespace BlockWatch.Detection.Deadlocks;

/// <summary>One who cannot go on before another one does. Each has at most one such edge at a time.</summary>
/// <param name="From">Who waits.</param>
/// <param name="To">Whom it needs.</param>
/// <param name="Link">Why.</param>
/// <param name="Since">Since when it is so, nanoseconds since the session began.</param>
/// <param name="WaitStart">When the wait itself began; earlier than <paramref name="Since"/> when a lock has passed on meanwhile.</param>
/// <param name="IsInferred">True when no event says it.</param>
/// <param name="IsProven">True when the events say it of now, too, not only of when the wait began.</param>
internal readonly record struct WaitEdge(WaitNode From, WaitNode To, DeadlockLink Link, long Since, long WaitStart, bool IsInferred, bool IsProven);
