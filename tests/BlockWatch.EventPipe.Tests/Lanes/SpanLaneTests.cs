using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Tests.Nettrace;

namespace BlockWatch.EventPipe.Tests.Lanes;

/// <summary>Lane 1 with its counters and its losses, from events as the runtime writes them.</summary>
public sealed class SpanLaneTests
{
    private const long Ms = 1_000_000;

    private readonly RecordedFeed _feed = new();

    [Fact]
    public void The_three_pool_counters_together_are_one_count_at_the_time_of_the_last()
    {
        Read(new ClrTrace().PoolCounters(threads: 5, queue: 17, completed: 230).PoolCounters(threads: 6, queue: 0, completed: 4));
        Assert.Equal([RuntimeEvent.PoolCounted(2 * Ms, 5, 17, 230), RuntimeEvent.PoolCounted(5 * Ms, 6, 0, 4)], _feed.Events);
    }

    [Fact]
    public void Other_counters_and_halves_of_a_set_count_nothing()
    {
        Read(new ClrTrace().Counter("cpu-usage", "Mean", 3).Counter("threadpool-thread-count", "Mean", 5).Counter("threadpool-thread-count", "Mean", 5).Counter("threadpool-queue-length", "Mean", 5));
        Assert.Empty(_feed.Events);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_counter_that_is_no_number_is_0(double value)
    {
        Read(new ClrTrace().Counter("threadpool-thread-count", "Mean", value).Counter("threadpool-queue-length", "Mean", value).Counter("threadpool-completed-items-count", "Increment", value));
        Assert.Equal([RuntimeEvent.PoolCounted(2 * Ms, 0, 0, 0)], _feed.Events);
    }

    [Fact]
    public void Losses_are_told_before_the_next_event_with_the_time_until_which_nothing_is_missing_and_each_once()
    {
        SpanLane lane = Read(new ClrTrace()
            .WorkItem(1).WorkItem(1, lostBefore: 3).PoolCounters(1, 0, 0).PoolCounters(1, 0, 0).WorkItem(1, lostBefore: 2).PoolCounters(1, 0, 0));
        Assert.Equal(
            [RuntimeEvent.EventsLost(Lane.Spans, 1 * Ms, 3, threadId: 1, since: 0), RuntimeEvent.EventsLost(Lane.Spans, 8 * Ms, 2, threadId: 1, since: 1 * Ms)],
            _feed.Events.Where(e => e.Kind == RuntimeEventKind.EventsLost));
        Assert.Equal(
            [RuntimeEvent.WorkItemStarted(0, 1), RuntimeEvent.EventsLost(Lane.Spans, 1 * Ms, 3, threadId: 1, since: 0), RuntimeEvent.WorkItemStarted(1 * Ms, 1)], _feed.Events.Take(3));
        Assert.Equal(5, lane.EventsLost);
    }

    [Fact]
    public void Work_items_and_workers_come_with_their_thread()
    {
        byte[] worker = new PayloadBuilder().Int32(3).Int32(0).Int16(1).ToArray();
        SpanLane lane = Read(new ClrTrace()
            .Write(RuntimeProviders.Runtime, 50, 0, 11, worker)
            .WorkItem(11)
            .Write(RuntimeProviders.Runtime, 57, 0, 11, worker)
            .Write(RuntimeProviders.Runtime, 51, 0, 11, worker));
        Assert.Equal(
            [RuntimeEvent.WorkerStarted(0, 11), RuntimeEvent.WorkItemStarted(Ms, 11), RuntimeEvent.WorkerIdle(2 * Ms, 11), RuntimeEvent.WorkerStopped(3 * Ms, 11)],
            _feed.Events);
        Assert.Equal((4L, 1L, 3 * Ms), (lane.EventCount, lane.WorkItemCount, lane.Watermark));
    }

    [Fact]
    public void An_adjustment_comes_with_its_reason()
    {
        byte[] adjustment = new PayloadBuilder().Float64(12.5).Int32(9).Int32(8).Int16(1).ToArray();
        Read(new ClrTrace().Write(RuntimeProviders.Runtime, 55, 0, 3, adjustment));
        Assert.Equal([RuntimeEvent.PoolAdjusted(0, 9, PoolAdjustmentReason.CooperativeBlocking)], _feed.Events);
    }

    [Fact]
    public void Only_suspensions_for_collections_are_told()
    {
        byte[] other = new PayloadBuilder().Int32(0).Int32(0).Int16(1).ToArray();
        byte[] collection = new PayloadBuilder().Int32(1).Int32(4).Int16(1).ToArray();
        byte[] preparation = new PayloadBuilder().Int32(6).Int32(4).Int16(1).ToArray();
        byte[] restart = new PayloadBuilder().Int16(1).ToArray();
        var trace = new ClrTrace();
        foreach (byte[] reason in new[] { other, collection, preparation, other })
        {
            trace.Write(RuntimeProviders.Runtime, 9, 1, 3, reason).Write(RuntimeProviders.Runtime, 3, 1, 3, restart);
        }

        Read(trace);
        Assert.Equal(
            [RuntimeEvent.SuspensionStarted(2 * Ms), RuntimeEvent.SuspensionEnded(3 * Ms), RuntimeEvent.SuspensionStarted(4 * Ms), RuntimeEvent.SuspensionEnded(5 * Ms)],
            _feed.Events);
    }

    // Both tell that they want to stop all threads before they wait for their turn.
    [Fact]
    public void A_collection_that_waits_for_the_sampler_is_not_over_when_that_one_is()
    {
        const int Sampler = 2;
        const int Collector = 3;
        byte[] other = new PayloadBuilder().Int32(0).Int32(0).Int16(1).ToArray();
        byte[] collection = new PayloadBuilder().Int32(1).Int32(4).Int16(1).ToArray();
        byte[] restart = new PayloadBuilder().Int16(1).ToArray();
        ClrTrace trace = new ClrTrace()
            .Write(RuntimeProviders.Runtime, 9, 1, Sampler, other)
            .Write(RuntimeProviders.Runtime, 9, 1, Collector, collection)
            .Write(RuntimeProviders.Runtime, 3, 1, Sampler, restart)
            .Write(RuntimeProviders.Runtime, 9, 1, Sampler, other)
            .Write(RuntimeProviders.Runtime, 3, 1, Collector, restart)
            .Write(RuntimeProviders.Runtime, 3, 1, Sampler, restart);

        Read(trace);
        Assert.Equal([RuntimeEvent.SuspensionStarted(1 * Ms), RuntimeEvent.SuspensionEnded(4 * Ms)], _feed.Events);
    }

    [Theory]
    [InlineData(1_000_000_000)]
    [InlineData(10_000_000)]
    [InlineData(24_000_000)]
    public void The_clocks_frequency_is_read_from_the_trace(long ticksPerSecond)
    {
        var trace = new ClrTrace(new NettraceWriter(ticksPerSecond: ticksPerSecond));
        trace.WorkItem(1);
        trace.Time += ticksPerSecond * 3600;
        trace.WorkItem(1);
        Read(trace);
        long expected = (long)(((ticksPerSecond * 3600) + Ms) * (1e9 / ticksPerSecond));
        Assert.InRange(_feed.Events[1].Time, expected - 100_000, expected + 100_000); // 0.1 ms in an hour
    }

    private SpanLane Read(ClrTrace trace)
    {
        var lane = new SpanLane(new TargetClock(), _feed);
        TraceReading.Read(trace, lane.Subscribe);
        return lane;
    }
}
