using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.TestKit.Simulation;

/// <summary>Reads the verdicts that <see cref="TestStacks"/> wrote into its stacks.</summary>
public sealed class WrittenVerdicts : IStackExplainer
{
    public StackVerdict? Explain(CallStack stack, EvidenceKind evidence, bool ranManagedCode)
    {
        ArgumentNullException.ThrowIfNull(stack);
        Frame leaf = stack.Frames[0];
        if (leaf.Origin == FrameOrigin.User)
        {
            if (evidence == EvidenceKind.Samples && !ranManagedCode && leaf.Method.StartsWith(TestStacks.Opaque, StringComparison.Ordinal))
            {
                return new StackVerdict(BlockingCategory.Unexplained, leaf, null, null);
            }

            return new StackVerdict(BlockingCategory.Cpu, leaf, null, null);
        }

        return Enum.TryParse(leaf.TypeName, out BlockingCategory category) ? new StackVerdict(category, stack.Frames[1], leaf, null) : null;
    }

    public StackVerdict? ExplainRunning(CallStack stack) => Explain(stack, EvidenceKind.Samples, ranManagedCode: true);

    public PoolStackKind KindOf(CallStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return stack.Frames[^1].Method switch
        {
            TestStacks.Dispatch => stack.Frames[0].Method == TestStacks.IdleWait ? PoolStackKind.IdleWorker : PoolStackKind.Worker,
            TestStacks.Main => PoolStackKind.NotPool,
            _ => PoolStackKind.Unknown,
        };
    }
}
