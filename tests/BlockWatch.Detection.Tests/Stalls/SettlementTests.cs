using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Stalls;

public sealed class SettlementTests
{
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");

    [Fact]
    public void A_stall_is_closed_when_the_waits_lane_has_passed_its_end()
    {
        var simulation = new Simulation();

        simulation.Run(new EventScript().At(0).Start(1).At(200).Idle(1).At(250).Beat(Lane.Spans).At(199).Beat(Lane.Waits));
        Assert.Empty(simulation.Listener.Closed);

        simulation.Run(new EventScript().At(205).Beat(Lane.Waits));
        Assert.Single(simulation.Listener.Closed);
    }

    [Fact]
    public void A_stall_waits_for_the_burst_that_began_before_its_end()
    {
        var simulation = new Simulation();

        simulation.Run(new EventScript().At(0).Start(1).At(60).BurstStart().At(200).Idle(1).BeatsUntil(500, 210));
        Assert.Empty(simulation.Listener.Closed);

        simulation.Run(new EventScript().At(61).Sample(1, Sleep).At(62).BurstEnd());
        Assert.Equal("T1 0-200: Sleep:Orders.Checkout 200 Samples*1", simulation.Stalls);
    }

    [Fact]
    public void A_burst_that_began_after_the_end_is_not_waited_for()
    {
        EventScript script = new EventScript().At(0).Start(1).At(200).Idle(1).At(205).BurstStart().BeatsUntil(300, 210);

        Assert.Single(new Simulation().Run(script).Listener.Closed);
    }

    [Fact]
    public void Evidence_that_never_comes_is_waited_for_a_second_and_a_half()
    {
        var simulation = new Simulation();

        simulation.Run(new EventScript().At(0).Start(1).At(60).BurstStart().At(200).Idle(1).At(1690).Beat(Lane.Spans));
        Assert.Empty(simulation.Listener.Closed);

        simulation.Run(new EventScript().At(1700).Beat(Lane.Spans));
        Assert.Single(simulation.Listener.Closed);
    }

    [Fact]
    public void A_stall_is_announced_once_while_it_goes_on_and_closed_once_under_the_same_number()
    {
        EventScript script = new EventScript().BeatsUntil(600).At(0).Start(1).Burst(1, Sleep, 60, 61).Burst(1, Sleep, 150).At(300).Idle(1);

        Simulation simulation = new Simulation().Run(script, new LaneDelays(Spans: 20, Bursts: 60)).Complete(600);

        (double at, Findings.Stall explained) = Assert.Single(simulation.Listener.Explained);
        Assert.Equal(121, at, 21.0);
        Assert.Null(explained.EndNs);
        Assert.Equal(Assert.Single(simulation.Listener.Closed).Id, explained.Id);
        Assert.Equal("T1 0-300: Sleep:Orders.Checkout 300 Samples*3", simulation.Stalls);
    }

    [Fact]
    public void A_sample_of_a_span_under_the_threshold_announces_it_when_it_becomes_a_stall()
    {
        EventScript script = new EventScript().BeatsUntil(150).At(0).Start(1).Burst(1, Sleep, 60);

        Simulation simulation = new Simulation().Run(script);

        (double at, Findings.Stall stall) = Assert.Single(simulation.Listener.Explained);
        Assert.Equal(100, at);
        Assert.Equal("T1 0-…: Sleep:Orders.Checkout 100 Samples*1", StallText.Of(stall));
    }

    [Fact]
    public void A_sample_that_is_ahead_of_the_spans_lane_announces_when_the_lane_has_come_there()
    {
        Simulation simulation = new Simulation().Run(new EventScript().At(0).Start(1).At(120).Beat(Lane.Spans));

        simulation.Run(new EventScript().Burst(1, Sleep, 150));
        Assert.Empty(simulation.Listener.Explained);

        simulation.Run(new EventScript().At(160).Beat(Lane.Spans));
        Assert.Single(simulation.Listener.Explained);
    }

    [Fact]
    public void An_unfinished_wait_announces_the_stall_with_the_time_so_far()
    {
        CallStack task = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");
        EventScript script = new EventScript().BeatsUntil(150).At(0).Start(1).At(5).Wait(1, task);

        Simulation simulation = new Simulation().Run(script);

        // The waits lane has come to 90 ms when the spans lane comes to 100.
        Findings.Stall stall = Assert.Single(simulation.Listener.Explained).Stall;
        Assert.Equal("T1 0-…: TaskWait:Orders.Pay 85 Wait", StallText.Of(stall));
    }

    [Fact]
    public void An_unfinished_wait_is_believed_only_as_far_as_its_lane_has_come()
    {
        CallStack task = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");
        EventScript script = new EventScript().At(0).Start(1).At(5).Wait(1, task).At(10).Beat(Lane.Waits).At(150).Beat(Lane.Spans);

        Assert.Empty(new Simulation().Run(script).Listener.Explained);
    }

    [Fact]
    public void A_stall_that_is_explained_only_after_its_end_is_announced_before_it_is_closed()
    {
        EventScript script = new EventScript().At(0).Start(1).At(60).BurstStart().At(120).Idle(1).BeatsUntil(300, 130)
            .At(61).Sample(1, Sleep).At(62).BurstEnd();

        Simulation simulation = new Simulation().Run(script, new LaneDelays(Bursts: 500)).Complete(700);

        Assert.Equal(120 * EventScript.Ms, Assert.Single(simulation.Listener.Explained).Stall.EndNs);
        Assert.Single(simulation.Listener.Closed);
    }

    [Fact]
    public void An_unexplained_stall_is_closed_and_never_announced()
    {
        Simulation simulation = new Simulation().Run(new EventScript().At(0).Start(1).At(200).Idle(1).BeatsUntil(300, 210)).Complete(300);

        Assert.Empty(simulation.Listener.Explained);
        Assert.Equal("BW0009", Assert.Single(simulation.Listener.Closed).Parts[0].Site.RuleId);
        Assert.Equal(1, simulation.Snapshot.UnexplainedCount);
    }

    // Silence said that it was 105 ms old, and an end that came late after all says that it was none.
    [Fact]
    public void A_stall_that_silence_announced_is_closed_with_its_true_length_and_is_none_of_the_findings()
    {
        var simulation = new Simulation();
        simulation.Run(new EventScript().At(0).Start(1).At(30).Beat(Lane.Spans).Burst(1, Sleep, 60, 61).At(105).Quiet());
        Findings.Stall explained = Assert.Single(simulation.Listener.Explained).Stall;

        simulation.Run(new EventScript().At(70).Idle(1));
        Assert.Empty(simulation.Snapshot.Findings);

        simulation.Run(new EventScript().BeatsUntil(2000, 200)).Complete(2000);

        Assert.Equal("T1 0-70: Sleep:Orders.Checkout 70 Samples*2", simulation.Stalls);
        Findings.Stall closed = Assert.Single(simulation.Listener.Closed);
        Assert.Equal((explained.Id, true), (closed.Id, closed.IsTooShort));
        Assert.Single(simulation.Listener.Explained);
        Assert.Empty(simulation.Snapshot.Findings);
    }

    [Fact]
    public void A_stall_that_silence_announced_is_closed_when_its_end_is_lost_with_other_events()
    {
        var simulation = new Simulation();
        simulation.Run(new EventScript().At(0).Start(1).At(90).Beat(Lane.Spans).Burst(1, Sleep, 60, 61).At(105).Quiet());
        simulation.Run(new EventScript().At(150).Lost(Lane.Spans, 3).BeatsUntil(2000, 200)).Complete(2000);

        Assert.Single(simulation.Listener.Explained);
        Assert.Equal("T1 0-~90: Sleep:Orders.Checkout 90 Samples*2", simulation.Stalls);
        Assert.Empty(simulation.Snapshot.Findings);
    }

    [Fact]
    public void A_stall_that_was_announced_is_closed_where_it_was_last_seen_when_its_thread_s_id_is_given_again()
    {
        EventScript script = new EventScript().BeatsUntil(2000).At(0).Start(1).Burst(1, Sleep, 60, 61).Burst(1, Sleep, 180).At(900).Born(1);

        Simulation simulation = new Simulation().Run(script).Complete(2000);

        Assert.Single(simulation.Listener.Explained);
        Assert.Equal("T1 0-~180: Sleep:Orders.Checkout 180 Samples*3", simulation.Stalls);
    }
}
