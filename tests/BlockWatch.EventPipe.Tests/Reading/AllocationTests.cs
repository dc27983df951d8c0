using BlockWatch.Detection;
using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Tests.Nettrace;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.EventPipe.Tests.Reading;

/// <summary>That an event costs no memory once the buffers have their sizes.</summary>
public sealed class AllocationTests
{
    private const int Blocks = 400;
    private const int EventsInBlock = 200;
    private const int WarmUp = 200;

    // Of 40,000 events, the least object for each of which would be a megabyte: a table may grow once more, or the runtime make something for itself.
    private const long MostOnce = 10_000;

    [Fact]
    public void An_event_allocates_nothing()
    {
        byte[] bytes = Trace();
        using var stream = new MemoryStream(bytes);
        var dispatch = new EventDispatch();
        long seen = 0;
        long withStack = 0;
        long allocated = 0;
        dispatch.OnAll((in NetTraceEvent data) =>
        {
            withStack += data.Stack.Length == 3 ? 1 : 0;
            seen++;
            if (seen is WarmUp * EventsInBlock or Blocks * EventsInBlock)
            {
                allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            }
        });

        new NetTraceReader(new TraceInput(stream, isLive: false), dispatch).Read();

        Assert.Equal((Blocks * EventsInBlock, Blocks * EventsInBlock), (seen, withStack));
        Assert.InRange(allocated, 0, MostOnce);
    }

    [Fact]
    public void A_work_item_in_the_spans_lane_allocates_nothing()
    {
        byte[] bytes = Trace();
        using var stream = new MemoryStream(bytes);
        var dispatch = new EventDispatch();
        var feed = new MeasuringFeed(WarmUp * EventsInBlock, Blocks * EventsInBlock);
        new SpanLane(new TargetClock(), feed).Subscribe(dispatch);

        new NetTraceReader(new TraceInput(stream, isLive: false), dispatch).Read();

        Assert.Equal(Blocks * EventsInBlock, feed.Count);
        Assert.InRange(feed.Allocated, 0, MostOnce);
    }

    [Fact]
    public void A_work_item_costs_next_to_nothing_from_the_session_to_the_detector()
    {
        byte[] bytes = Trace();
        using var stream = new MemoryStream(bytes);
        var dispatch = new EventDispatch();
        var feed = new MeasuringFeed(WarmUp * EventsInBlock, Blocks * EventsInBlock, new Simulation().Detector);
        new SpanLane(new TargetClock(), feed).Subscribe(dispatch);

        new NetTraceReader(new TraceInput(stream, isLive: true), dispatch).Read();

        Assert.Equal(Blocks * EventsInBlock, feed.Count);
        Assert.InRange(feed.Allocated, 0, (Blocks - WarmUp) * EventsInBlock); // under a byte an event: a live stream's reads are tasks
    }

    // Blocks of several threads' events, as a runtime writes them, most of them to be held back; now and then stacks and a sequence point.
    private static byte[] Trace()
    {
        var writer = new NettraceWriter();
        int id = writer.Define(RuntimeProviders.Framework, RuntimeProviders.ThreadPoolDequeueWork);
        var payload = new byte[24];
        long time = 1_000;
        for (int block = 0; block < Blocks; block++)
        {
            if (block % 10 == 0)
            {
                writer.SequencePoint(time).Stacks(1, [1, 2, 3], [4, 5, 6]);
            }

            int thread = 1 + (block % 7);
            writer.Events([.. Enumerable.Range(0, EventsInBlock).Select(i =>
                new NettraceEvent(id, time + (i * 40) + thread, thread, payload) { IsSorted = i == 0, StackId = 1 + (i % 2) })]);
            time += 1_000;
        }

        return writer.End().ToArray();
    }

    private sealed class MeasuringFeed(int from, int to, Detector? detector = null) : IEventFeed
    {
        public int Count { get; private set; }

        public long Allocated { get; private set; }

        public void Publish(in RuntimeEvent runtimeEvent)
        {
            detector?.Observe(runtimeEvent);
            Count++;
            if (Count == from || Count == to)
            {
                Allocated = GC.GetAllocatedBytesForCurrentThread() - Allocated;
            }
        }
    }
}
