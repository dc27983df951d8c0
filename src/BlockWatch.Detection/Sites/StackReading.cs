using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Sites;

/// <summary>A stack together with what it was found to say.</summary>
/// <param name="Stack">The stack.</param>
/// <param name="Site">Where and why it blocks; null when it explains nothing.</param>
/// <param name="Kind">The thread's place in the pool.</param>
internal sealed record StackReading(CallStack Stack, Site? Site, PoolStackKind Kind);
