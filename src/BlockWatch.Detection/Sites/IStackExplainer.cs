using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Sites;

/// <summary>Reads stacks. Pure: the same stack gives the same answer, so that answers are kept by the stack's reference.</summary>
public interface IStackExplainer
{
    /// <summary>Why the thread did not go on; null when the stack shows nothing that would explain a stall.</summary>
    StackVerdict? Explain(CallStack stack, EvidenceKind evidence, bool ranManagedCode);

    /// <summary>The same for a sample of a thread that other samples show to have run: it was not blocked, whatever this one says.</summary>
    StackVerdict? ExplainRunning(CallStack stack);

    /// <summary>What the stack says about its thread's place in the pool.</summary>
    PoolStackKind KindOf(CallStack stack);
}
