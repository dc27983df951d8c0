using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Replay;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Tests.Lanes;
using BlockWatch.EventPipe.Tests.Nettrace;
using BlockWatch.TestKit;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Tests.Reading;

/// <summary>What our reader and TraceEvent make of streams that runtimes wrote: the same.</summary>
public sealed class SameAsLibraryTests
{
    public static TheoryData<string> Traces => ["five-faults-net8", "five-faults-net10"];

    [Theory]
    [MemberData(nameof(Traces))]
    public void All_events_of_a_recorded_trace(string name) => AssertSame(RecordedBytes.OfTrace(name));

    [Theory]
    [MemberData(nameof(Traces))]
    public void All_stacks_of_a_recorded_trace(string name)
    {
        byte[] bytes = RecordedBytes.OfTrace(name);
        using var folder = new TemporaryFolder();
        string path = folder.Combine("t.nettrace");
        File.WriteAllBytes(path, bytes);

        List<string> own = Stacks(dispatch => Assert.True(TraceEvents.Read(path, dispatch, withStacks: true, CancellationToken.None)));
        List<string> library = Stacks(dispatch => Assert.True(LibraryEvents.Read(path, dispatch, withStacks: true, CancellationToken.None)));

        Assert.Contains(own, stack => stack.Contains(',', StringComparison.Ordinal));
        Assert.Equal(library, own);
    }

    // The way of traces that are not of format 4: the same lanes, fed by the library.
    [Theory]
    [MemberData(nameof(Traces))]
    public void All_that_the_lanes_make_of_a_recorded_trace(string name) => AssertSameLanes(RecordedBytes.OfTrace(name), leastEvents: 100);

    [Fact]
    public void All_that_the_lanes_make_of_messages_and_counters()
    {
        var trace = new ClrTrace();
        trace.WorkItem(1)
            .LogMessage(1, RuntimeProviders.EndpointLogger, "ExecutingEndpoint", "Executing endpoint 'HTTP: GET /orders/{id}'")
            .PoolCounters(5, 17, 230).Counter("cpu-usage", "Mean", 3)
            .LogMessage(1, RuntimeProviders.EndpointLogger, "ExecutedEndpoint", "Executed endpoint 'HTTP: GET /orders/{id}'")
            .WorkItem(1).PoolCounters(6, 0, 4).Writer.End();
        AssertSameLanes(trace.ToArray(), leastEvents: 6);
    }

    [Fact]
    public async Task All_events_of_a_spans_session() => AssertSame(await RecordedBytes.OfSessionAsync(
        SessionPlan.Spans(Environment.Version.Major), () => RunWork(items: 5_000)));

    [Fact]
    public async Task All_events_of_a_waits_session() => AssertSame(await RecordedBytes.OfSessionAsync(
        SessionPlan.Waits(Environment.Version.Major), () => RunWork(items: 50)));

    [Fact]
    public async Task All_events_of_a_burst() => AssertSame(await RecordedBytes.OfSessionAsync(SessionPlan.Burst(), () => RunWork(items: 200)));

    [Fact]
    public async Task All_methods_of_a_list() => AssertSame(await RecordedBytes.OfSessionAsync(SessionPlan.MethodList(), () => { }));

    [Fact]
    public void Losses_between_events_and_before_a_sequence_point()
    {
        var writer = new NettraceWriter();
        int id = writer.Define(SampleTrace.Provider, 7);
        writer.Events(new NettraceEvent(id, 10, 1, [1]) { IsSorted = true }, new NettraceEvent(id, 11, 1, [1]) { LostBefore = 2 });
        writer.Events(new NettraceEvent(id, 12, 2, [1]) { IsSorted = true }, new NettraceEvent(id, 13, 2, [1]) { LostBefore = 3 });
        byte[] bytes = writer.SequencePoint(20, (1, 4 + 4), (2, 5), (3, 7)).End().ToArray();

        (_, int lost) = ReadEvent.AllByLibrary(new MemoryStream(bytes));
        Assert.Equal(2 + 3 + 4, lost);
        AssertSame(bytes);
    }

    // A buffer of 1 MB is soon full; whether anything is lost is up to the machine.
    [Fact]
    public async Task All_losses_of_a_session_that_may_lose()
    {
        var configuration = new EventPipeSessionConfiguration(
            [new(RuntimeProviders.Framework, System.Diagnostics.Tracing.EventLevel.Verbose, RuntimeProviders.FrameworkThreadPool)],
            circularBufferSizeMB: 1,
            requestRundown: false,
            requestStackwalk: true);
        AssertSame(await RecordedBytes.OfSessionAsync(configuration, () => RunWork(items: 100_000)));
    }

    private static void AssertSameLanes(byte[] bytes, int leastEvents)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("t.nettrace");
        File.WriteAllBytes(path, bytes);
        foreach (bool withStacks in new[] { false, true })
        {
            List<RuntimeEvent> own = Lanes(dispatch => Assert.True(TraceEvents.Read(path, dispatch, withStacks, CancellationToken.None)));
            List<RuntimeEvent> library = Lanes(dispatch => Assert.True(LibraryEvents.Read(path, dispatch, withStacks, CancellationToken.None)));
            Assert.InRange(own.Count, leastEvents, int.MaxValue);
            Assert.Equal(library.Select(e => e.ToString()), own.Select(e => e.ToString()));
        }
    }

    private static List<RuntimeEvent> Lanes(Action<EventDispatch> read)
    {
        var feed = new RecordedFeed();
        var clock = new TargetClock();
        clock.Start(0, DateTimeOffset.UnixEpoch, 1e9);
        var dispatch = new EventDispatch();
        new SpanLane(clock, feed).Subscribe(dispatch);
        new RequestLane(clock, feed).Subscribe(dispatch);
        read(dispatch);
        return [.. feed.Events.OrderBy(e => e.Time).ThenBy(e => e.ThreadId)];
    }

    private static void AssertSame(byte[] bytes)
    {
        var own = new List<ReadEvent>();
        var dispatch = new EventDispatch();
        dispatch.OnAll((in NetTraceEvent data) => own.Add(ReadEvent.Of(data)));
        new NetTraceReader(new TraceInput(new MemoryStream(bytes), isLive: false), dispatch).Read();
        (List<ReadEvent> library, int lost) = ReadEvent.AllByLibrary(new MemoryStream(bytes));

        Assert.NotEmpty(own);
        Assert.Equal(own.Select(e => e.Time).Order(), own.Select(e => e.Time));
        Assert.Equal(ReadEvent.InOneOrder(library), ReadEvent.InOneOrder(own));
        Assert.Equal(lost, dispatch.Losses.IsUncertain ? int.MaxValue : dispatch.Losses.Count);
    }

    // Of those who are read with stacks; the library keeps no stacks of others.
    private static List<string> Stacks(Action<EventDispatch> read)
    {
        var stacks = new List<(long Ticks, long Thread, string Stack)>();
        var dispatch = new EventDispatch();
        dispatch.On(RuntimeProviders.Sampler, Take);
        dispatch.On(RuntimeProviders.Runtime, RuntimeEventIds.WaitStart, Take);
        dispatch.On(RuntimeProviders.Runtime, RuntimeEventIds.ContentionStart, Take);
        read(dispatch);
        return [.. stacks.OrderBy(s => s.Ticks).ThenBy(s => s.Thread).Select(s => $"{s.Ticks} {s.Thread} {s.Stack}")];

        void Take(in NetTraceEvent data) => stacks.Add((data.Ticks, data.ThreadId, string.Join(',', data.Stack.ToArray())));
    }

    private static void RunWork(int items)
    {
        using var left = new CountdownEvent(items);
        var gate = new object();
        for (int i = 0; i < items; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    lock (gate)
                    {
                        left.Signal();
                    }
                },
                null);
        }

        Assert.True(left.Wait(Eventually.Limit));
        GC.Collect();
    }
}
