using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Sites;

/// <summary>Reads stacks. Pure: the same stack gives the same answer, so that answers are kept by the stack's reference.</summary>
public interface IStackExplainer
{
    /// <summary>Why the thread did not go on; null when the stack shows nothing that would explain a stall.</summary>
    StackVerdict? Explain(CallStack stack, EvidenceKind evidence, bool ranManagedCode);

    /// <summary>What the stack says about its thread's place in the pool.</summary>
    PoolStackKind KindOf(CallStack stack);
}
