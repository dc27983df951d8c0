using BenchmarkDotNet.Attributes;
using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Stacks;

namespace BlockWatch.Benchmarks.Micro;

/// <summary>From a stack's addresses to the one instance of it.</summary>
public class StackInterningBenchmark : IDisposable
{
    private const int Stacks = 80;

    private RecordedStacks? _recorded;
    private ulong[][] _addresses = [];
    private StackResolver? _warm;

    [GlobalSetup]
    public void Read()
    {
        _recorded = new RecordedStacks();
        _addresses = _recorded.Distinct(Stacks);
        _warm = _recorded.NewResolver();
        KnownStack();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _recorded?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A stack that was resolved before.</summary>
    [Benchmark(OperationsPerInvoke = Stacks)]
    public CallStack? KnownStack() => ResolveAll(_warm!);

    /// <summary>A stack that is new, of methods whose names and lines are known.</summary>
    [Benchmark(OperationsPerInvoke = Stacks)]
    public CallStack? NewStack() => ResolveAll(_recorded!.NewResolver());

    private CallStack? ResolveAll(StackResolver resolver)
    {
        CallStack? last = null;
        foreach (ulong[] addresses in _addresses)
        {
            last = resolver.Resolve(addresses);
        }

        return last;
    }
}
