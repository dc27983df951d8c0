using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Waits;

public sealed class WaitTests
{
    private static readonly CallStack Task = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");
    private static readonly CallStack Lock = TestStacks.Blocked(BlockingCategory.Lock, "Orders.Save", "Monitor.Enter");
    private static readonly CallStack InLock = TestStacks.Blocked(BlockingCategory.PrimitiveWait, "Orders.Save", "WaitHandle.WaitOne");
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 300)]
    [InlineData(200, 0)]
    [InlineData(75, 250)]
    public void A_wait_explains_the_stall_exactly_whichever_lane_is_ahead(int spansLag, int waitsLag)
    {
        EventScript script = new EventScript().At(0).Start(1).At(10).Wait(1, Task).At(190).WaitEnd(1).At(200).Idle(1).BeatsUntil(1000);

        Simulation simulation = new Simulation().Run(script, new LaneDelays(spansLag, waitsLag)).Complete(1000);

        Assert.Equal("T1 0-200: TaskWait:Orders.Pay 180 Wait", simulation.Stalls);
        Assert.Equal(Confidence.Certain, Assert.Single(simulation.Snapshot.Findings).Confidence);
        Assert.False(simulation.Snapshot.Findings[0].Sampled);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 300)]
    [InlineData(200, 0)]
    public void A_wait_that_is_open_when_waits_are_left_out_lasts_until_then_and_no_longer(int spansLag, int waitsLag)
    {
        EventScript script = new EventScript().At(0).Start(1).At(10).Wait(1, Task).At(130).PauseWaits().At(600).Idle(1).BeatsUntil(1500);

        Simulation simulation = new Simulation().Run(script, new LaneDelays(spansLag, waitsLag)).Complete(1500);

        Assert.Equal("T1 0-600: Unexplained 480 Span, TaskWait:Orders.Pay 120 Wait", simulation.Stalls);
    }

    [Fact]
    public void A_stall_that_is_known_by_its_wait_alone_ends_at_least_where_waits_are_left_out()
    {
        EventScript script = new EventScript().BeatsUntil(1500).At(10).Wait(1, Task).At(300).PauseWaits();

        Assert.Equal("T1 ~10-~290: TaskWait:Orders.Pay 280 Wait", new Simulation().Run(script).Complete(1500).Stalls);
    }

    [Fact]
    public void An_end_whose_begin_was_left_out_says_nothing()
    {
        EventScript script = new EventScript().At(0).Start(1).At(5).PauseWaits().At(190).WaitEnd(1).At(200).Idle(1).BeatsUntil(1000);

        Assert.Equal("T1 0-200: Unexplained 200 Span", new Simulation().Run(script).Complete(1000).Stalls);
    }

    [Fact]
    public void The_wait_inside_a_contention_is_the_contention()
    {
        // contention     |--------------|
        //   wait           |----------|
        EventScript script = new EventScript().At(0).Start(1).At(10).Contend(1, Lock).At(12).Wait(1, InLock)
            .At(185).WaitEnd(1).At(190).ContendEnd(1).At(200).Idle(1).BeatsUntil(400, 210);

        Assert.Equal("T1 0-200: Lock:Orders.Save 180 Contention", new Simulation().Run(script).Complete(400).Stalls);
    }

    [Fact]
    public void A_contention_inside_a_wait_is_counted_once()
    {
        // wait           |------------------|   Monitor.Wait, which takes its lock back
        //   contention               |---|
        EventScript script = new EventScript().At(0).Start(1).At(10).Wait(1, Task).At(100).Contend(1, Lock)
            .At(180).ContendEnd(1).At(190).WaitEnd(1).At(200).Idle(1).BeatsUntil(400, 210);

        Assert.Equal("T1 0-200: TaskWait:Orders.Pay 100 Wait, Lock:Orders.Save 80 Contention", new Simulation().Run(script).Complete(400).Stalls);
    }

    [Fact]
    public void Two_thousand_short_waits_of_one_site_are_one_part()
    {
        EventScript script = new EventScript().At(0).Start(1);
        for (int i = 0; i < 2000; i++)
        {
            script.At(i * 0.15).Wait(1, Task).At((i * 0.15) + 0.13).WaitEnd(1);
        }

        Simulation simulation = new Simulation().Run(script.At(300).Idle(1).BeatsUntil(600)).Complete(600);

        Assert.Equal("T1 0-300: TaskWait:Orders.Pay 299.98 Wait", simulation.Stalls);
        Assert.Equal(1, simulation.Snapshot.Findings[0].Count);
    }

    [Fact]
    public void A_hundred_thousand_waits_in_one_stall_are_summed_in_bounded_memory()
    {
        EventScript script = new EventScript().At(0).Start(1);
        for (int i = 0; i < 100_000; i++)
        {
            script.At(i * 0.25).Wait(1, Task).At((i * 0.25) + 0.125).WaitEnd(1);
        }

        Simulation simulation = new Simulation().Run(script.At(25_000).Idle(1).BeatsUntil(26_000)).Complete(26_000);

        Assert.Equal("T1 0-25000: TaskWait:Orders.Pay 12500 Wait, Unexplained 12500 Span", simulation.Stalls);
    }

    [Fact]
    public void A_harmless_wait_is_no_evidence()
    {
        EventScript script = new EventScript().At(0).Start(1).At(10).Wait(1, TestStacks.Harmless()).At(190).WaitEnd(1).At(200).Idle(1);

        Assert.Equal("T1 0-200: Unexplained 200 Span", new Simulation().Run(script.BeatsUntil(400, 210)).Complete(400).Stalls);
    }

    [Fact]
    public void A_stop_without_a_start_is_no_wait_and_a_start_without_a_stop_neither()
    {
        // stop of a wait from before the session; then a start whose stop was lost, known by the next start
        EventScript script = new EventScript().At(0).Start(1).At(20).WaitEnd(1).At(30).Wait(1, Task).At(150).Wait(1, Task)
            .At(180).WaitEnd(1).At(200).Idle(1).BeatsUntil(400, 210);

        Assert.Equal("T1 0-200: Unexplained 170 Span, TaskWait:Orders.Pay 30 Wait", new Simulation().Run(script).Complete(400).Stalls);
    }

    [Fact]
    public void A_wait_that_lost_its_stop_does_not_explain_the_next_work_item()
    {
        EventScript script = new EventScript().At(0).Start(1).At(10).Wait(1, Task).At(50).Start(1).At(250).Idle(1).BeatsUntil(500, 260);

        Assert.Equal("T1 50-250: Unexplained 200 Span", new Simulation().Run(script).Complete(500).Stalls);
    }

    [Fact]
    public void A_stop_that_comes_in_another_work_item_than_its_start_is_not_its_own()
    {
        EventScript script = new EventScript().At(0).Start(1).At(10).Wait(1, Task).At(50).Start(1).At(240).WaitEnd(1).At(250).Idle(1);

        Assert.Equal("T1 50-250: Unexplained 200 Span", new Simulation().Run(script.BeatsUntil(500, 260)).Complete(500).Stalls);
    }

    [Fact]
    public void A_contention_that_lost_its_stop_does_not_swallow_the_next_work_item_s_wait()
    {
        EventScript script = new EventScript().At(0).Start(1).At(10).Contend(1, Lock).At(50).Start(1).At(60).Wait(1, Task)
            .At(240).WaitEnd(1).At(250).Idle(1).BeatsUntil(500, 260);

        Assert.Equal("T1 50-250: TaskWait:Orders.Pay 180 Wait", new Simulation().Run(script).Complete(500).Stalls);
    }

    [Fact]
    public void Waits_of_threads_outside_the_pool_are_ignored()
    {
        CallStack stack = TestStacks.NotPool(BlockingCategory.TaskWait, "Program.Run", "Task.Wait");
        EventScript script = new EventScript().At(0).Wait(9, stack).At(900).WaitEnd(9).BeatsUntil(1000);

        Simulation simulation = new Simulation().Run(script).Complete(3000);

        Assert.Equal("", simulation.Stalls);
        Assert.Empty(simulation.Listener.Wanted);
    }

    [Fact]
    public void A_pool_thread_s_wait_without_a_span_is_a_stall_that_began_then_or_earlier()
    {
        EventScript script = new EventScript().BeatsUntil(2000).At(50).Wait(1, Task).At(450).WaitEnd(1).At(460).Idle(1);

        Simulation simulation = new Simulation().Run(script, new LaneDelays(Spans: 100)).Complete(2000);

        Assert.Equal("T1 ~50-460: TaskWait:Orders.Pay 400 Wait", simulation.Stalls);
    }

    [Fact]
    public void Without_a_span_lane_a_long_wait_is_a_stall_as_long_as_the_wait()
    {
        EventScript script = new EventScript().BeatsUntil(3000).At(50).Wait(1, Task).At(450).WaitEnd(1).At(1000).Wait(1, Task).At(1050).WaitEnd(1);

        Simulation simulation = new Simulation().Run(script).Complete(3000);

        Assert.Equal("T1 ~50-~450: TaskWait:Orders.Pay 400 Wait", simulation.Stalls);
    }

    [Fact]
    public void Samples_of_such_a_wait_that_come_very_late_make_no_second_stall()
    {
        EventScript script = new EventScript().BeatsUntil(3000).At(50).Wait(1, Task).At(450).WaitEnd(1).Burst(1, Task, 100).Burst(1, Task, 300);

        Simulation simulation = new Simulation().Run(script, new LaneDelays(Bursts: 1200)).Complete(3000);

        Assert.Equal("T1 ~50-~450: TaskWait:Orders.Pay 400 Wait", simulation.Stalls);
    }

    [Fact]
    public void The_holder_of_a_contended_lock_is_named_even_when_the_lock_was_passed_on()
    {
        // T1  contends for lock 7, held by T8    |-------------------------------------|
        // T2  contends too, gets it at 100            |---------|
        // T8                                      sleeps in lock        idles elsewhere
        // T2                                                     sleeps in lock
        CallStack holder = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.HoldLock", "Thread.Sleep");
        CallStack elsewhere = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Elsewhere", "Thread.Sleep");
        EventScript script = new EventScript().At(0).Start(1).At(10).Contend(1, Lock, lockId: 7, owner: 8).At(20).Contend(2, Lock, 7, 8)
            .At(49).BurstStart().At(50).Sample(8, holder).Sample(2, Lock).At(100).ContendEnd(2)
            .At(150).Sample(8, elsewhere).Sample(2, holder).At(151).BurstEnd()
            .At(290).ContendEnd(1).At(300).Idle(1).BeatsUntil(600);

        Simulation simulation = new Simulation().Run(script, new LaneDelays(100, 200, 150)).Complete(600);

        Finding finding = Assert.Single(simulation.Snapshot.Findings, f => f.Site.Category == BlockingCategory.Lock);
        StackShape owner = Assert.Single(finding.Owners);
        Assert.Equal("Orders.HoldLock", owner.Frames[1].Method);
        Assert.Equal(2, owner.Count);
    }

    [Fact]
    public void Exact_waits_and_sampled_time_share_a_stall()
    {
        // wait     |---- 60 ----|
        // samples                 s  s  s
        EventScript script = new EventScript().At(0).Start(1).At(10).Wait(1, Task).At(70).WaitEnd(1)
            .Burst(1, Sleep, 100, 101, 102).At(200).Idle(1).BeatsUntil(500);

        Simulation simulation = new Simulation().Run(script).Complete(500);

        Assert.Equal("T1 0-200: Sleep:Orders.Checkout 140 Samples*3, TaskWait:Orders.Pay 60 Wait", simulation.Stalls);
    }

    [Fact]
    public void When_a_wait_explains_nearly_all_samples_only_add_stacks()
    {
        CallStack otherWay = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Result");
        EventScript script = new EventScript().At(0).Start(1).At(10).Wait(1, Task).At(190).WaitEnd(1)
            .Burst(1, otherWay, 60, 61).Burst(1, Sleep, 195).At(200).Idle(1).BeatsUntil(500);

        Simulation simulation = new Simulation().Run(script).Complete(500);

        Assert.Equal("T1 0-200: TaskWait:Orders.Pay 180 Wait", simulation.Stalls);
        Assert.Equal(2, Assert.Single(simulation.Snapshot.Findings).Stacks.Count);
    }
}
