using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Spans;

/// <summary>Work items are watched in windows: outside of them no event tells what a thread runs.</summary>
public sealed class PausedWorkItemsTests
{
    private static readonly CallStack Task = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");

    [Fact]
    public void A_span_that_is_open_at_a_pause_is_not_taken_to_go_on()
    {
        EventScript script = new EventScript().BeatsUntil(1000).At(0).Start(1).At(50).Pause().At(600).Resume().At(700).Start(1).At(710).Idle(1);

        Assert.Equal("", new Simulation().Run(script).Complete(1000).Stalls);
    }

    [Fact]
    public void A_stall_that_is_known_at_a_pause_is_told_up_to_it()
    {
        EventScript script = new EventScript().BeatsUntil(1000).At(0).Start(1).Burst(1, Sleep, 80, 81, 82).At(300).Pause().At(600).Resume();

        Assert.Equal("T1 0-~300: Sleep:Orders.Checkout 300 Samples*3", new Simulation().Run(script).Complete(1000).Stalls);
    }

    [Fact]
    public void Two_looks_at_one_place_in_a_pause_may_be_two_work_items()
    {
        EventScript script = new EventScript().BeatsUntil(1000).At(10).Pause().Burst(1, Sleep, 100).Burst(1, Sleep, 400).At(600).Resume();

        Assert.Equal("", new Simulation().Run(script).Complete(1000).Stalls);
    }

    [Fact]
    public void A_look_in_a_pause_and_one_after_it_may_be_two_work_items()
    {
        EventScript script = new EventScript().BeatsUntil(1000).At(10).Pause().Burst(1, Sleep, 300).At(400).Resume().Burst(1, Sleep, 450);

        Assert.Equal("", new Simulation().Run(script).Complete(1000).Stalls);
    }

    [Fact]
    public void Two_looks_after_a_pause_are_at_one_work_item_when_no_other_was_told_between_them()
    {
        EventScript script = new EventScript().BeatsUntil(1000).At(10).Pause().At(400).Resume().Burst(1, Sleep, 460).Burst(1, Sleep, 580).At(800).Idle(1);

        Assert.Equal("T1 ~450-800: Sleep:Orders.Checkout 350 Samples*2", new Simulation().Run(script).Complete(1000).Stalls);
    }

    // The workers share one flag that says whether to tell: the first that does has all tell.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 150)]
    [InlineData(150, 0)]
    public void One_look_after_a_pause_tells_of_all_since_the_first_work_item_that_was_told(int spansLag, int burstsLag)
    {
        EventScript script = new EventScript().BeatsUntil(1500).At(10).Pause().At(400).Resume().At(405).Start(2).At(406).Idle(2)
            .Burst(1, Sleep, 430).At(520).Start(1).At(521).Idle(1);

        Assert.Equal("T1 ~405-520: Sleep:Orders.Checkout 115 Samples*1", new Simulation().Run(script, new LaneDelays(spansLag, 0, burstsLag)).Complete(1500).Stalls);
    }

    [Fact]
    public void It_is_told_while_the_work_item_goes_on()
    {
        EventScript script = new EventScript().BeatsUntil(540).At(10).Pause().At(400).Resume().At(405).Start(2).At(406).Idle(2).Burst(1, Sleep, 520);

        Assert.Equal("T1 ~405-…: Sleep:Orders.Checkout 115 Samples*1", StallText.Of(new Simulation().Run(script).Listener.Explained.Select(told => told.Stall)));
    }

    [Fact]
    public void A_look_before_the_first_work_item_that_was_told_may_be_at_another()
    {
        EventScript script = new EventScript().BeatsUntil(1500).At(10).Pause().At(400).Resume().Burst(1, Sleep, 410).At(440).Start(2).At(441).Idle(2).At(520).Start(1).At(521).Idle(1);

        Assert.Equal("", new Simulation().Run(script).Complete(1500).Stalls);
    }

    [Fact]
    public void What_a_thread_did_before_its_last_event_or_before_events_were_lost_is_not_told()
    {
        EventScript idle = new EventScript().BeatsUntil(1500).At(10).Pause().At(400).Resume().At(405).Start(2).At(406).Idle(2)
            .At(450).Start(1).Burst(1, Sleep, 500).At(520).Start(1).At(521).Idle(1);
        EventScript lost = new EventScript().BeatsUntil(1500).At(10).Pause().At(400).Resume().At(405).Start(2).At(406).Idle(2)
            .At(450).Lost(Lane.Spans, 7).Burst(1, Sleep, 500).At(520).Start(1).At(521).Idle(1);

        Assert.Equal("", new Simulation().Run(idle).Complete(1500).Stalls);
        Assert.Equal("", new Simulation().Run(lost).Complete(1500).Stalls);
    }

    [Fact]
    public void A_pause_that_begins_before_any_work_item_was_told_is_the_same_pause()
    {
        EventScript script = new EventScript().BeatsUntil(1500).At(10).Pause().At(400).Resume().At(420).Pause().At(700).Resume().At(705).Start(2).At(706).Idle(2)
            .Burst(1, Sleep, 415, 710).At(760).Start(1).At(761).Idle(1);

        Assert.Equal("", new Simulation().Run(script).Complete(1500).Stalls);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 200)]
    [InlineData(200, 0)]
    public void A_long_wait_in_a_pause_is_a_stall_by_its_own_events(int spansLag, int waitsLag)
    {
        EventScript script = new EventScript().BeatsUntil(1500).At(10).Pause().At(100).Wait(1, Task).At(340).WaitEnd(1).At(900).Resume();

        Simulation simulation = new Simulation().Run(script, new LaneDelays(spansLag, waitsLag));

        Assert.Equal("T1 ~100-~340: TaskWait:Orders.Pay 240 Wait", simulation.Complete(1500).Stalls);
    }

    [Fact]
    public void A_worker_that_has_no_work_in_a_pause_may_take_some_unseen()
    {
        EventScript script = new EventScript().BeatsUntil(1500).At(0).Start(1).At(10).Pause().At(20).Idle(1).At(100).Wait(1, Task).At(340).WaitEnd(1).At(350).Idle(1).At(900).Resume();

        Assert.Equal("T1 ~100-~340: TaskWait:Orders.Pay 240 Wait", new Simulation().Run(script).Complete(1500).Stalls);
    }

    [Fact]
    public void After_a_pause_spans_are_seen_from_start_to_end_again()
    {
        EventScript script = new EventScript().BeatsUntil(1000).At(10).Pause().At(400).Resume().At(500).Start(1).Burst(1, Sleep, 560).At(700).Start(1).At(710).Idle(1);

        Assert.Equal("T1 500-700: Sleep:Orders.Checkout 200 Samples*1", new Simulation().Run(script).Complete(1000).Stalls);
    }

    // The items that it took between the wait's end and the pause's were not told.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 200)]
    [InlineData(300, 0)]
    public void A_wait_that_ended_in_a_pause_is_not_stretched_to_the_thread_s_next_event_after_it(int spansLag, int waitsLag)
    {
        CallStack hash = TestStacks.Computing("Orders.Hash", 12);
        EventScript script = new EventScript().BeatsUntil(1500).At(10).Pause().At(100).Wait(1, Task).At(340).WaitEnd(1)
            .At(600).Resume().At(605).Start(2).At(606).Idle(2).At(654).BurstStart();
        for (int time = 655; time <= 665; time++)
        {
            script.At(time).Sample(1, hash, ran: true);
        }

        script.At(666).BurstEnd().At(700).Start(1).At(701).Idle(1);

        Assert.Equal("T1 ~100-~340: TaskWait:Orders.Pay 240 Wait", new Simulation().Run(script, new LaneDelays(spansLag, waitsLag)).Complete(1500).Stalls);
    }

    [Fact]
    public void A_wait_that_ended_after_a_pause_is_of_a_work_item_that_ends_with_the_thread_s_next_event()
    {
        EventScript script = new EventScript().BeatsUntil(1500).At(10).Pause().At(100).Wait(1, Task)
            .At(300).Resume().At(305).Start(2).At(306).Idle(2).At(340).WaitEnd(1).At(400).Start(1).At(401).Idle(1);

        Assert.Equal("T1 ~100-400: TaskWait:Orders.Pay 240 Wait, Unexplained 60 Span", new Simulation().Run(script).Complete(1500).Stalls);
    }

    [Fact]
    public void A_wait_whose_end_is_lost_is_known_to_have_lasted_until_the_loss()
    {
        EventScript script = new EventScript().BeatsUntil(3000).At(10).Pause().At(100).Wait(1, Task).At(255).Lost(Lane.Waits, 3).At(260).WaitEnd(1)
            .At(2000).Resume().At(2005).Start(2).At(2006).Idle(2).At(2010).Start(1).At(2011).Idle(1);

        Simulation simulation = new Simulation().Run(script).Complete(3000);

        Assert.Equal("T1 ~100-~250: TaskWait:Orders.Pay 150 Wait", simulation.Stalls);
        Assert.Single(simulation.Listener.Explained);
    }

    // Its end at 260 is missing, which its numbering shows when it next tells of anything.
    [Fact]
    public void A_wait_whose_end_is_missing_is_not_taken_to_go_on_until_the_thread_tells_of_something_else()
    {
        EventScript script = new EventScript().BeatsUntil(3000).At(10).Pause().At(100).Wait(1, Task).At(2000).Lost(Lane.Waits, 1, thread: 1, sinceMs: 100);

        Assert.Equal(0, new Simulation().Run(script).Complete(3000).Snapshot.StallCount);
    }

    [Fact]
    public void A_wait_that_had_ended_before_waits_were_lost_is_what_it_was()
    {
        EventScript script = new EventScript().BeatsUntil(1500).At(10).Pause().At(100).Wait(1, Task).At(240).WaitEnd(1).At(255).Lost(Lane.Waits, 3);

        Assert.Equal("T1 ~100-~240: TaskWait:Orders.Pay 140 Wait", new Simulation().Run(script).Complete(1500).Stalls);
    }

    // Its end was lost, and no notice says when: how long it was nobody knows.
    [Fact]
    public void A_wait_that_another_one_follows_without_its_end_is_no_stall_and_is_closed_when_it_was_told()
    {
        EventScript script = new EventScript().BeatsUntil(3000).At(10).Pause().At(100).Wait(1, Task).At(1000).Wait(1, Sleep).At(1050).WaitEnd(1)
            .At(2000).Resume().At(2005).Start(2).At(2006).Idle(2).At(2010).Start(1).At(2011).Idle(1);

        Simulation simulation = new Simulation().Run(script).Complete(3000);

        Assert.Equal(Assert.Single(simulation.Listener.Explained).Stall.Id, Assert.Single(simulation.Listener.Closed).Id);
        Assert.StartsWith("T1 ~100-~100: ", simulation.Stalls, StringComparison.Ordinal);
        Assert.Empty(simulation.Snapshot.Findings);
    }
}
