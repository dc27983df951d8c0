using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Pauses;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Pauses;

public sealed class PauseTests
{
    private static readonly CallStack Task = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");

    [Fact]
    public void Garbage_collection_inside_a_stall_is_taken_out_and_shown()
    {
        // T1    |-----------------------------|  200
        // wait     |-----------------------|     180
        // GC             |--|   |-|               30
        EventScript script = new EventScript().At(0).Start(1).At(10).Wait(1, Task)
            .At(50).GcStart().At(70).GcEnd().At(100).GcStart().At(110).GcEnd().At(190).WaitEnd(1).At(200).Idle(1).BeatsUntil(400, 210);

        Simulation simulation = new Simulation().Run(script).Complete(400);

        Assert.Equal("T1 0-200 gc 30: TaskWait:Orders.Pay 150 Wait", simulation.Stalls);
        Finding finding = Assert.Single(simulation.Snapshot.Findings);
        Assert.Equal(150, finding.TotalMs);
        Assert.Equal(30 * 150 / 170.0, finding.GcMs, 6);
        Assert.Equal(2, simulation.Snapshot.SuspensionCount);
        Assert.Equal(30, simulation.Snapshot.SuspensionMs);
    }

    [Fact]
    public void A_span_that_only_garbage_collection_made_long_is_the_runtime_s_pause()
    {
        EventScript script = new EventScript().At(0).Start(1).At(10).GcStart().At(120).GcEnd().At(140).Idle(1).BeatsUntil(300, 150);

        Simulation simulation = new Simulation().Run(script).Complete(300);

        Assert.Equal("T1 0-140 gc 110: GarbageCollection 110 Suspension", simulation.Stalls);
        Assert.Equal("BW0010", Assert.Single(simulation.Snapshot.Findings).Site.RuleId);
        Assert.Equal(30, simulation.Snapshot.StalledMs);
    }

    [Fact]
    public void A_span_that_is_short_without_its_little_garbage_collection_is_no_stall()
    {
        EventScript script = new EventScript().At(0).Start(1).At(10).GcStart().At(40).GcEnd().At(120).Idle(1).BeatsUntil(300, 150);

        Assert.Equal("", new Simulation().Run(script).Complete(300).Stalls);
    }

    [Fact]
    public void A_suspension_without_an_end_is_no_pause()
    {
        EventScript script = new EventScript().At(0).Start(1).At(10).GcStart().At(150).GcStart().At(160).GcEnd().At(200).Idle(1).BeatsUntil(300, 210);

        Assert.Equal("T1 0-200 gc 10: Unexplained 190 Span", new Simulation().Run(script).Complete(300).Stalls);
    }

    [Fact]
    public void Pauses_are_summed_exactly_between_any_two_times()
    {
        var pauses = new PauseTimeline();
        var random = new Random(20261122);
        var isPaused = new bool[20_000];
        for (int time = 0; time < isPaused.Length - 100; time += random.Next(20, 200))
        {
            int end = time + random.Next(1, 20);
            pauses.Start(time);
            pauses.End(end);
            Array.Fill(isPaused, true, time, end - time);
        }

        for (int i = 0; i < 500; i++)
        {
            int start = random.Next(isPaused.Length);
            int end = random.Next(start, isPaused.Length);
            Assert.Equal(isPaused[start..end].Count(p => p), pauses.Within(start, end));
        }
    }

    [Fact]
    public void More_pauses_than_are_kept_still_sum_up_for_a_span_that_remembers_its_start()
    {
        var pauses = new PauseTimeline();
        for (int i = 0; i < 100; i++)
        {
            pauses.Start(i * 10);
            pauses.End((i * 10) + 1);
        }

        long atStart = pauses.ClosedTotal;
        for (int i = 100; i < 20_000; i++)
        {
            pauses.Start(i * 10);
            pauses.End((i * 10) + 1);
        }

        Assert.Equal(19_900, pauses.Within(1000, 200_000, atStart));
    }
}
