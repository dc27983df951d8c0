using BenchmarkDotNet.Attributes;
using BlockWatch.Detection;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Benchmarks.Micro;

/// <summary>From a stack to its cause. In a watch a stack that comes again is not explained again: this is the price of a new one.</summary>
public class ClassificationBenchmark
{
    private const int Stacks = 80;

    private readonly StackExplainer _explainer = new(new DetectionOptions());
    private CallStack[] _stacks = [];

    [GlobalSetup]
    public void Read()
    {
        using RecordedStacks recorded = new();
        var resolver = recorded.NewResolver();
        _stacks = [.. recorded.Distinct(Stacks).Select(resolver.Resolve)];
        if (Stack() == 0)
        {
            throw new InvalidOperationException("No stack of the trace blocks.");
        }
    }

    /// <returns>How many of the stacks block.</returns>
    [Benchmark(OperationsPerInvoke = Stacks)]
    public int Stack()
    {
        int blocked = 0;
        foreach (CallStack stack in _stacks)
        {
            blocked += _explainer.Explain(stack, EvidenceKind.Samples, ranManagedCode: false) is null ? 0 : 1;
        }

        return blocked;
    }
}
