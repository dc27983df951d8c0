using BenchmarkDotNet.Attributes;
using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Stacks;

namespace BlockWatch.Benchmarks.Micro;

/// <summary>From a stack's addresses to the one instance of it.</summary>
public class StackInterningBenchmark : IDisposable
{
    private const int Stacks = 1_000;

    private RecordedStacks? _recorded;
    private ulong[][] _addresses = [];
    private StackResolver? _warm;

    [GlobalSetup]
    public void Read()
    {
        _recorded = new RecordedStacks();
        _addresses = _recorded.First(Stacks);
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

    /// <summary>Stacks as a trace begins: those that are new are resolved, those that come again are known.</summary>
    [Benchmark(OperationsPerInvoke = Stacks)]
    public CallStack? FirstStacks() => ResolveAll(_recorded!.NewResolver());

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
