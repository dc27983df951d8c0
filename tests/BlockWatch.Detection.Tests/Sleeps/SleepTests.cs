using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Sleeps;

/// <summary>While work items are not told of, a thread that does not run is at one work item, and a stack tells at which, or that it has none.</summary>
public sealed class SleepTests
{
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");
    private static readonly CallStack Task = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(200, 0, 0)]
    [InlineData(200, 100, 0)]
    [InlineData(0, 0, 150)]
    [InlineData(0, 0, 240)]
    [InlineData(0, 0, 600)]
    [InlineData(200, 200, 300)]
    public void A_thread_that_sleeps_where_a_look_saw_it_is_a_stall(int spans, int waits, int bursts)
    {
        EventScript script = new EventScript().BeatsUntil(1500).At(10).Pause().Sleep(1, 100, 400, woke: 420).Burst(1, Sleep, 170);

        Assert.Equal("T1 ~100-~400: Sleep:Orders.Checkout 300 Samples*1", new Simulation().Run(script, new LaneDelays(spans, waits, bursts)).Complete(1500).Stalls);
    }

    [Fact]
    public void It_is_told_of_while_it_goes_on()
    {
        EventScript script = new EventScript().At(0).Count(4, 0, 0).At(10).Pause().Sleep(1, 100, 220).Burst(1, Sleep, 170);

        Assert.Equal("T1 ~100-…: Sleep:Orders.Checkout 100 Samples*1", StallText.Of(new Simulation().Run(script).Listener.Explained.Select(told => told.Stall)));
    }

    [Fact]
    public void A_stack_is_asked_for_once_it_has_slept_for_half_the_threshold()
    {
        EventScript script = new EventScript().BeatsUntil(140).At(10).Pause().Sleep(7, 50, 130);

        (_, EvidenceRequest asked) = Assert.Single(new Simulation().Run(script).Listener.Wanted);
        Assert.Equal(new EvidenceRequest(EvidenceReason.Sleep, 7, 50 * EventScript.Ms), asked);
    }

    // As it is with a real runtime, which hands out a burst's samples 100 ms later: the sleep may be over by then.
    [Theory]
    [InlineData(0)]
    [InlineData(105)]
    [InlineData(900)]
    public void A_sleep_that_was_over_before_its_sample_came_is_a_stall_all_the_same(int delay)
    {
        EventScript script = new EventScript().BeatsUntil(2500).At(10).Pause()
            .Sleep(1, 100, 220, woke: 240).Burst(1, Sleep, 170).At(300).Resume().At(310).Start(1).At(320).Idle(1);

        Assert.Equal("T1 ~100-~220: Sleep:Orders.Checkout 120 Samples*1", new Simulation().Run(script, new LaneDelays(Bursts: delay)).Complete(2500).Stalls);
    }

    [Fact]
    public void Of_two_sleeps_the_one_is_a_stall_in_which_the_sample_was_taken()
    {
        EventScript script = new EventScript().BeatsUntil(2500).At(10).Pause()
            .Sleep(1, 100, 220, woke: 240).Burst(1, Sleep, 170).Sleep(1, 260, 400, woke: 420);

        Assert.Equal("T1 ~100-~220: Sleep:Orders.Checkout 120 Samples*1", new Simulation().Run(script, new LaneDelays(Bursts: 200)).Complete(2500).Stalls);
    }

    // Found in the overhead benchmark: the watch ended with an internal error.
    [Fact]
    public void Several_sleeps_that_are_over_wait_for_the_sample_of_a_later_burst()
    {
        EventScript script = new EventScript().BeatsUntil(2500).At(10).Pause();
        for (int thread = 1; thread <= 3; thread++)
        {
            script.Sleep(thread, 100, 220, woke: 240);
        }

        script.At(90).BurstStart().At(91).BurstEnd().At(170).BurstStart();
        for (int thread = 1; thread <= 3; thread++)
        {
            script.At(171).Sample(thread, Sleep);
        }

        script.At(172).BurstEnd();

        Assert.Equal(
            "T1 ~100-~220: Sleep:Orders.Checkout 120 Samples*1\nT2 ~100-~220: Sleep:Orders.Checkout 120 Samples*1\nT3 ~100-~220: Sleep:Orders.Checkout 120 Samples*1",
            new Simulation().Run(script, new LaneDelays(Bursts: 200)).Complete(2500).Stalls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sleep_shorter_than_the_threshold_is_none_nor_one_whose_sample_shows_no_work(bool isLong)
    {
        EventScript script = new EventScript().BeatsUntil(2500).At(10).Pause()
            .Sleep(1, 100, isLong ? 220 : 180, woke: 240).Burst(1, isLong ? TestStacks.Idle() : Sleep, 170);

        Assert.Equal("", new Simulation().Run(script, new LaneDelays(Bursts: 105)).Complete(2500).Stalls);
    }

    [Fact]
    public void A_wait_with_events_of_its_own_and_a_sleep_whose_sample_comes_late_are_one_stall()
    {
        EventScript script = new EventScript().BeatsUntil(2500).At(10).Pause().At(95).Wait(1, Task).Sleep(1, 100, 220, woke: 240).Burst(1, Task, 170).At(225).WaitEnd(1);

        string stall = new Simulation().Run(script, new LaneDelays(Bursts: 105)).Complete(2500).Stalls;

        Assert.Single(stall.Split('\n'));
        Assert.Contains("TaskWait:Orders.Pay", stall, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_without_work_is_no_stall_and_not_asked_for_again()
    {
        EventScript script = new EventScript().BeatsUntil(3000).At(10).Pause().Sleep(1, 100, 2900).Burst(1, TestStacks.Idle(), 170);

        Simulation simulation = new Simulation().Run(script);

        Assert.Single(simulation.Listener.Wanted);
        Assert.Equal("", simulation.Complete(3000).Stalls);
    }

    [Fact]
    public void A_worker_that_had_no_work_before_the_pause_and_sleeps_on_is_not_asked_for()
    {
        EventScript script = new EventScript().BeatsUntil(3000).At(5).Start(1).At(6).Idle(1).Sleep(1, 20, 2900).At(100).Pause();

        Assert.Empty(new Simulation().Run(script).Listener.Wanted);
    }

    [Fact]
    public void A_worker_that_sleeps_where_a_stack_showed_it_without_work_is_not_asked_for()
    {
        EventScript script = new EventScript().BeatsUntil(3000).At(10).Pause()
            .Sleep(1, 100, 300, woke: 320, stackPointer: 0x7620).Burst(1, TestStacks.Idle(), 170)
            .Sleep(1, 400, 1300, woke: 1320, stackPointer: 0x7620);

        Assert.Equal([100], AskedSince(script));
    }

    [Fact]
    public void Nor_where_it_slept_when_it_was_told_to_have_no_work()
    {
        EventScript script = new EventScript().BeatsUntil(3000).At(5).Start(1).At(6).Idle(1)
            .Sleep(1, 20, 300, woke: 320, stackPointer: 0x7620).At(100).Pause()
            .Sleep(1, 400, 1300, woke: 1320, stackPointer: 0x7620);

        Assert.Empty(AskedSince(script));
    }

    [Theory]
    [InlineData(0x7520)]
    [InlineData(0)]
    public void Where_else_it_sleeps_it_may_have_work(long stackPointer)
    {
        EventScript script = new EventScript().BeatsUntil(3000).At(10).Pause()
            .Sleep(1, 100, 300, woke: 320, stackPointer: stackPointer == 0 ? 0 : 0x7620).Burst(1, TestStacks.Idle(), 170)
            .Sleep(1, 400, 900, woke: 920, stackPointer: stackPointer).Burst(1, Sleep, 470);

        Assert.Equal([100, 400], AskedSince(script));
        Assert.Equal("T1 ~400-~900: Sleep:Orders.Checkout 500 Samples*1", new Simulation().Run(script).Complete(3000).Stalls);
    }

    [Fact]
    public void A_sleep_that_goes_on_and_on_is_asked_for_wherever_it_is()
    {
        EventScript script = new EventScript().BeatsUntil(3000).At(10).Pause()
            .Sleep(1, 100, 300, woke: 320, stackPointer: 0x7620).Burst(1, TestStacks.Idle(), 170)
            .Sleep(1, 400, 2900, stackPointer: 0x7620).Burst(1, Sleep, 1450);

        Assert.Equal([100, 400], AskedSince(script));
        Assert.Equal("T1 ~400-~2900: Sleep:Orders.Checkout 2500 Samples*1", new Simulation().Run(script).Complete(3000).Stalls);
    }

    [Fact]
    public void Where_one_worker_sleeps_without_work_says_nothing_of_another()
    {
        EventScript script = new EventScript().BeatsUntil(3000).At(10).Pause()
            .Sleep(1, 100, 300, woke: 320, stackPointer: 0x7620).Burst(1, TestStacks.Idle(), 170)
            .Sleep(2, 400, 900, woke: 920, stackPointer: 0x7620);

        Assert.Equal([100, 400], AskedSince(script).Distinct());
    }

    [Fact]
    public void A_thread_that_ran_in_between_may_be_at_another_work_item()
    {
        EventScript script = new EventScript().BeatsUntil(1500).At(10).Pause().Sleep(1, 100, 180, woke: 190).Burst(1, Sleep, 170).Sleep(1, 190, 270, woke: 280);

        Assert.Equal("", new Simulation().Run(script).Complete(1500).Stalls);
    }

    [Fact]
    public void A_new_sleep_ends_the_one_before_though_nobody_said_that_the_thread_woke()
    {
        EventScript script = new EventScript().BeatsUntil(2500).At(10).Pause().Sleep(1, 100, 400).Burst(1, Sleep, 170).Sleep(1, 900, 1200, woke: 1220);

        Assert.Equal("T1 ~100-~400: Sleep:Orders.Checkout 300 Samples*1", new Simulation().Run(script).Complete(2500).Stalls);
    }

    [Fact]
    public void A_look_before_the_sleep_says_nothing_of_it()
    {
        EventScript script = new EventScript().BeatsUntil(1500).At(10).Pause().Burst(1, Sleep, 90).Sleep(1, 100, 400, woke: 420);

        Assert.Equal("", new Simulation().Run(script).Complete(1500).Stalls);
    }

    [Fact]
    public void A_thread_that_computes_does_not_sleep()
    {
        EventScript script = new EventScript().BeatsUntil(1500).At(10).Pause().Sleep(1, 100, 400, woke: 420).At(170).BurstStart().Sample(1, Sleep, ran: true).BurstEnd();

        Assert.Equal("", new Simulation().Run(script).Complete(1500).Stalls);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(180)]
    public void A_span_whose_thread_sleeps_goes_on_through_a_pause_as_one_stall(int spansLag)
    {
        EventScript script = new EventScript().BeatsUntil(2500).At(5).Start(1).Burst(1, Sleep, 60).Sleep(1, 20, 1400, woke: 1420).At(300).Pause().At(900).Resume();

        Assert.Equal("T1 5-~1400: Sleep:Orders.Checkout 1395 Samples*1", new Simulation().Run(script, new LaneDelays(spansLag)).Complete(2500).Stalls);
    }

    [Fact]
    public void A_sleep_that_began_in_a_pause_goes_on_through_its_end()
    {
        EventScript script = new EventScript().BeatsUntil(2500).At(10).Pause().Sleep(1, 100, 1400, woke: 1420).Burst(1, Sleep, 170).At(600).Resume();

        Assert.Equal("T1 ~100-~1400: Sleep:Orders.Checkout 1300 Samples*1", new Simulation().Run(script).Complete(2500).Stalls);
    }

    [Fact]
    public void The_next_work_item_ends_it_when_that_is_told()
    {
        EventScript script = new EventScript().BeatsUntil(2500).At(10).Pause().Sleep(1, 100, 700).Burst(1, Sleep, 170).At(600).Resume().At(705).Start(1).At(706).Idle(1);

        Assert.Equal("T1 ~100-705: Sleep:Orders.Checkout 605 Samples*1", new Simulation().Run(script).Complete(2500).Stalls);
    }

    [Fact]
    public void While_work_items_are_told_of_a_sleep_says_nothing_new()
    {
        EventScript script = new EventScript().BeatsUntil(1500).Sleep(1, 100, 400, woke: 420).Burst(1, Sleep, 170);

        Simulation simulation = new Simulation().Run(script);

        Assert.Equal("", simulation.Complete(1500).Stalls);
        Assert.Empty(simulation.Listener.WantedAt(EvidenceReason.Sleep));
    }

    [Fact]
    public void A_wait_with_events_of_its_own_and_a_sleep_are_one_stall()
    {
        EventScript script = new EventScript().BeatsUntil(2500).At(10).Pause().At(95).Wait(1, Task).Sleep(1, 100, 400, woke: 420).Burst(1, Task, 170).At(405).WaitEnd(1);

        string stall = new Simulation().Run(script).Complete(2500).Stalls;

        Assert.Single(stall.Split('\n'));
        Assert.Contains("TaskWait:Orders.Pay", stall, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_that_are_lost_do_not_end_it()
    {
        EventScript script = new EventScript().BeatsUntil(2500).At(10).Pause().Sleep(1, 100, 400, woke: 420).Burst(1, Sleep, 170).At(300).Lost(BlockWatch.Detection.Events.Lane.Spans, 7);

        Assert.Equal("T1 ~100-~400: Sleep:Orders.Checkout 300 Samples*1", new Simulation().Run(script).Complete(2500).Stalls);
    }

    [Fact]
    public void At_the_end_of_the_session_it_is_told_as_far_as_it_is_known()
    {
        EventScript script = new EventScript().BeatsUntil(500).At(10).Pause().Sleep(1, 100, 480).Burst(1, Sleep, 170);

        Assert.Equal("T1 ~100-~480: Sleep:Orders.Checkout 380 Samples*1", new Simulation().Run(script).Complete(500).Stalls);
    }

    private static IEnumerable<long> AskedSince(EventScript script) => new Simulation().Run(script).Listener.Wanted
        .Where(static asked => asked.Request.Reason == EvidenceReason.Sleep).Select(static asked => asked.Request.SinceNs / EventScript.Ms);
}
