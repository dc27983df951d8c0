using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Waits;

/// <summary>A wait, a contention or a compilation from its start event to its stop event.</summary>
/// <param name="Start">Nanoseconds since the session began.</param>
/// <param name="End">Nanoseconds since the session began.</param>
/// <param name="Reading">What its stack says. A compilation has no stack.</param>
/// <param name="LockId">Contention: the lock; 0 when unknown.</param>
/// <param name="OwnerThreadId">Contention: who held it at the start; 0 when unknown.</param>
internal readonly record struct ExactInterval(long Start, long End, StackReading Reading, long LockId, long OwnerThreadId)
{
    /// <summary>What the interval is as evidence, in a list of waits.</summary>
    public EvidenceKind WaitKind => Reading.Stack.Frames.Count == 0 ? EvidenceKind.Compilation : EvidenceKind.Wait;
}
