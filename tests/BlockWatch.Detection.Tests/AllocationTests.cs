using BlockWatch.Detection.Events;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests;

public sealed class AllocationTests
{
    [Fact]
    public void Work_items_cost_no_allocation()
    {
        const int Events = 100_000;
        Detector detector = new Simulation().Detector;
        long time = Feed(detector, 0, Events);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Feed(detector, time, Events);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 0, Events - 1);
    }

    // Twenty busy threads: 2 us an event, every seventh thread idle for a while, a count every 100 ms.
    private static long Feed(Detector detector, long time, int events)
    {
        for (int i = 0; i < events; i++)
        {
            time += 2_000;
            int thread = (i * 7 % 20) + 1;
            detector.Observe(i % 7 == 0 ? RuntimeEvent.WorkerIdle(time, thread) : RuntimeEvent.WorkItemStarted(time, thread));
            if (i % 50_000 == 0)
            {
                detector.Observe(RuntimeEvent.PoolCounted(time, 20, 0, 50_000));
            }
        }

        return time;
    }
}
