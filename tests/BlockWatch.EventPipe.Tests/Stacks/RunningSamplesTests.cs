using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Stacks;
using BlockWatch.EventPipe.Symbols.Sources;
using BlockWatch.EventPipe.Tests.Symbols.Fixtures;
using OpCodes = System.Reflection.Emit.OpCodes;

namespace BlockWatch.EventPipe.Tests.Stacks;

/// <summary>Threads that wanted a processor, or are in managed code by the sampler's word.</summary>
public sealed class RunningSamplesTests : IDisposable
{
    private const ulong Code = 0x1000;

    private readonly KnownMethods _methods = new(typeof(Locked));
    private readonly RunningSamples _running;

    public RunningSamplesTests() => _running = new RunningSamples(_methods.Resolver);

    public void Dispose() => _methods.Dispose();

    // Seen in the stress scenario on .NET 9 with 500 threads: one that waited at its lock statement was said to compute.
    [Theory]
    [InlineData(nameof(Locked.Enters), true, false)]
    [InlineData(nameof(Locked.Tries), true, false)]
    [InlineData(nameof(Locked.Computes), false, true)]
    [InlineData(nameof(Locked.ComputesFirst), false, true)]
    public void At_a_statement_that_enters_a_lock_it_is_not_known_to_have_run(string method, bool isAtItsCall, bool ran)
    {
        Add(method, isAtItsCall);

        Assert.Equal(ran, _running.Ran(new RawSample(0, 1, [Code + 1], RanManagedCode: false, WantedProcessor: true)));
        Assert.Equal(ran, _running.Ran(new RawSample(0, 1, [Code + 1], RanManagedCode: true)));
    }

    [Fact]
    public void What_the_sampler_saw_in_native_code_and_wanted_no_processor_did_not_run()
    {
        Add(nameof(Locked.Computes), isAtItsCall: false);

        Assert.False(_running.Ran(new RawSample(0, 1, [Code + 1], RanManagedCode: false)));
        Assert.True(_running.Ran(new RawSample(0, 1, [], RanManagedCode: false, WantedProcessor: true)));
    }

    private void Add(string name, bool isAtItsCall)
    {
        System.Reflection.MethodInfo method = typeof(Locked).GetMethod(name)!;
        int ilOffset = isAtItsCall ? ILCode.Instructions(method.GetMethodBody()!.GetILAsByteArray()!).First(i => i.Code == OpCodes.Call).Offset : 0;
        _methods.Add(method, Code, ilOffset);
    }
}
