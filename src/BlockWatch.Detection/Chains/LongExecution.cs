namespace BlockWatch.Detection.Chains;

/// <summary>An execution of an async method that may be a stall's, with what awaited it.</summary>
/// <param name="ThreadId">The thread that ran it.</param>
/// <param name="Start">Nanoseconds since the session began.</param>
/// <param name="End">Nanoseconds since the session began; <see cref="long.MaxValue"/> while it goes on.</param>
/// <param name="Names">The runtime's names of the method and of those that await it, one after the other.</param>
/// <param name="IsCut">True when further callers are known to be missing.</param>
internal sealed record LongExecution(long ThreadId, long Start, long End, IReadOnlyList<string> Names, bool IsCut);
