using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Pool;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Spans;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests;

/// <summary>What would grow with the session's length does not.</summary>
[Collection(AloneCollection.Name)]
public sealed class BoundedMemoryTests
{
    [Fact]
    public void Pool_samples_are_thinned_out_and_keep_the_peak_and_the_sum()
    {
        var pool = new PoolTimeline();
        for (int i = 0; i < 50_000; i++)
        {
            pool.Add(i, 8, queueLength: i == 12_345 ? 999 : 1, completedItems: 3);
        }

        Assert.InRange(pool.Samples.Count, PoolTimeline.Cap / 2, PoolTimeline.Cap);
        Assert.Equal(new PoolSample(12_345, 8, 999, 0), pool.Samples.MaxBy(sample => sample.QueueLength)! with { CompletedItems = 0 });
        Assert.Equal(150_000, pool.Samples.Sum(sample => sample.CompletedItems));
        Assert.Equal(pool.Samples.OrderBy(sample => sample.TimeNs), pool.Samples);
    }

    [Fact]
    public void Gaps_are_merged_and_none_of_the_lost_events_is_forgotten()
    {
        var gaps = new GapLog();
        for (int i = 0; i < 5_000; i++)
        {
            gaps.Add((Lane)(i % 3), i * 100, (i * 100) + 10, 2);
        }

        Assert.Equal(GapLog.Cap, gaps.Gaps.Count);
        Assert.Equal(10_000, gaps.Gaps.Sum(gap => gap.EventsLost));
    }

    [Fact]
    public void Of_many_sites_those_that_took_the_most_time_are_kept()
    {
        EventScript script = new EventScript();
        for (int i = 0; i < SiteLedger.Cap + 100; i++)
        {
            int length = i == 0 ? 190 : 110;
            script.At(i * 200).Start(1).Wait(1, TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Method" + i, "Thread.Sleep"))
                .At((i * 200) + length).WaitEnd(1).Idle(1).Beat(Lane.Spans).Beat(Lane.Waits);
        }

        DetectionSnapshot snapshot = new Simulation().Run(script).Complete((SiteLedger.Cap + 101) * 200).Snapshot;

        Assert.Equal(SiteLedger.Cap, snapshot.Findings.Count);
        Assert.Equal("Sleep:Orders.Method0", snapshot.Findings[0].Site.Id);
        Assert.Equal(SiteLedger.Cap + 100, snapshot.StallCount);
        Assert.Equal(100, snapshot.ForgottenSiteCount);
    }

    [Fact]
    public void Threads_that_come_and_go_are_forgotten()
    {
        Detector detector = new Simulation().Detector;
        Churn(detector, 0);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        for (int round = 1; round < 10; round++)
        {
            Churn(detector, round);
        }

        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(grown, long.MinValue, 1_000_000);
        GC.KeepAlive(detector);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_worker_that_stopped_is_forgotten_sooner_than_one_that_is_idle(bool hasStopped, bool isKept)
    {
        var threads = new ThreadTable();
        ThreadTrack worker = threads.GetOrAdd(1, 0);
        (worker.State, worker.HasStopped) = (SpanState.Idle, hasStopped);

        threads.Sweep(5_000 * EventScript.Ms);
        Assert.Equal(isKept, threads.TryGet(1, out _));
        threads.Sweep(61_000 * EventScript.Ms);
        Assert.False(threads.TryGet(1, out _));
    }

    [Fact]
    public void Threads_whose_waits_never_end_are_forgotten()
    {
        var threads = new ThreadTable();
        var stack = new StackReading(TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Pay", "Thread.Sleep"), null, PoolStackKind.Worker);
        for (int i = 0; i < 5 * ThreadTable.Cap; i++)
        {
            threads.GetOrAdd(i, i).Waits.StartWait(i, stack);
            Assert.InRange(threads.All.Count, 1, ThreadTable.Cap);
        }

        Assert.True(threads.TryGet((5 * ThreadTable.Cap) - 1, out _));
    }

    // Twenty thousand threads in a minute, each of which runs one work item and ends.
    private static void Churn(Detector detector, int round)
    {
        for (int i = 0; i < 20_000; i++)
        {
            long time = ((round * 60_000L) + (i * 3)) * EventScript.Ms;
            long thread = (round * 20_000L) + i;
            detector.Observe(RuntimeEvent.WorkerStarted(time, thread));
            detector.Observe(RuntimeEvent.WorkItemStarted(time, thread));
            detector.Observe(RuntimeEvent.WorkerStopped(time + EventScript.Ms, thread));
        }
    }
}
