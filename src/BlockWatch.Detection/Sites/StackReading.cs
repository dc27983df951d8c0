using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Sites;

/// <summary>A stack together with what it was found to say.</summary>
/// <param name="Stack">The stack.</param>
/// <param name="Site">Where and why it blocks; null when it explains nothing.</param>
/// <param name="Kind">The thread's place in the pool.</param>
/// <param name="OpaqueMethod">The user's method, when the thread was in it and the stack does not show whether it ran or was blocked; null otherwise.</param>
/// <param name="RunsTurn">True when the thread is not the pool's and runs something that was posted to it.</param>
internal sealed record StackReading(CallStack Stack, Site? Site, PoolStackKind Kind, string? OpaqueMethod = null, bool RunsTurn = false);
