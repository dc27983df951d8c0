using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Replay;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Symbols.Sources;
using BlockWatch.EventPipe.Tests.Lanes;
using BlockWatch.EventPipe.Tests.Nettrace;
using BlockWatch.EventPipe.Tests.Stacks;
using BlockWatch.EventPipe.Tests.Symbols.Fixtures;
using OpCodes = System.Reflection.Emit.OpCodes;

namespace BlockWatch.EventPipe.Tests.Replay;

/// <summary>What a trace's samples say is what live ones say.</summary>
public sealed class ReplayedSamplesTests : IDisposable
{
    private const ulong Code = 0x1000;

    // The sampler's word for a thread in managed code.
    private const int Managed = 2;

    private readonly KnownMethods _methods = new(typeof(Locked));

    public void Dispose() => _methods.Dispose();

    [Theory]
    [InlineData(nameof(Locked.Enters), true, false)]
    [InlineData(nameof(Locked.Computes), false, true)]
    public void At_a_statement_that_enters_a_lock_a_thread_is_not_known_to_have_run(string method, bool isAtItsCall, bool ran)
    {
        System.Reflection.MethodInfo sampled = typeof(Locked).GetMethod(method)!;
        _methods.Add(sampled, Code, isAtItsCall ? ILCode.Instructions(sampled.GetMethodBody()!.GetILAsByteArray()!).First(i => i.Code == OpCodes.Call).Offset : 0);
        ClrTrace trace = new();
        trace.Writer.Stacks(1, [Code + 1]);
        trace.Write(RuntimeProviders.Sampler, RuntimeEventIds.ThreadSample, 0, thread: 7, new PayloadBuilder().Int32(Managed).ToArray(), stackId: 1);
        TargetClock clock = new();
        clock.Start(0, DateTimeOffset.UnixEpoch, 1e9);
        RecordedFeed feed = new();
        ReplayedSamples samples = new(clock, feed, _methods.Resolver, useSamples: true);

        TraceReading.Read(trace, samples.Subscribe);
        samples.Finish();

        Assert.Equal((7, ran), (from e in feed.Events where e.Kind == RuntimeEventKind.Sampled select (e.ThreadId, e.RanManagedCode)).Single());
    }
}
