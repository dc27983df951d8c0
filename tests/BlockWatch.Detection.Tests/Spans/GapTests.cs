using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Spans;

/// <summary>
/// <code>
/// spans lane   |---- whole ----|  lost  |---- whole ----
///                            100       200
/// </code>
/// </summary>
public sealed class GapTests
{
    private const long Ms = EventScript.Ms;

    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");

    [Fact]
    public void A_gap_reaches_from_the_last_event_of_the_lane_to_the_notice_of_the_loss()
    {
        EventScript script = new EventScript().At(50).Beat(Lane.Waits).At(100).Beat(Lane.Spans).At(200).Lost(Lane.Spans, 7).At(220).Lost(Lane.Waits, 3);

        Simulation simulation = new Simulation().Run(script).Complete(300);

        Assert.Equal([new Gap(Lane.Spans, 100 * Ms, 200 * Ms, 7), new Gap(Lane.Waits, 50 * Ms, 220 * Ms, 3)], simulation.Snapshot.Gaps);
    }

    [Fact]
    public void A_span_that_is_open_across_a_gap_is_not_believed()
    {
        EventScript script = new EventScript().At(50).Start(1).BeatsUntil(100).At(200).Lost(Lane.Spans, 1).At(400).Idle(1).BeatsUntil(600, 410);

        Simulation simulation = new Simulation().Run(script).Complete(600);

        Assert.Equal("", simulation.Stalls);
        Assert.Equal(0, simulation.Snapshot.SpanCount);
    }

    [Fact]
    public void A_stall_that_samples_knew_before_the_gap_is_kept_up_to_the_gap()
    {
        EventScript script = new EventScript().At(50).Start(1).BeatsUntil(300).Burst(1, Sleep, 120, 121).At(400).Lost(Lane.Spans, 1).At(900).Idle(1);

        Simulation simulation = new Simulation().Run(script).Complete(1000);

        Assert.Equal("T1 50-~300: Sleep:Orders.Checkout 250 Samples*2", simulation.Stalls);
    }

    // Its end at 70 was lost, and what it did until 400: other threads went on to be told of meanwhile.
    [Fact]
    public void What_a_thread_was_at_is_not_taken_to_go_on_where_its_own_events_are_missing()
    {
        EventScript script = new EventScript()
            .At(0).Start(1).Burst(1, Sleep, 60, 61).At(200).Start(2).At(395).Idle(2)
            .At(400).Lost(Lane.Spans, 80, thread: 1, sinceMs: 0).Start(1).At(401).Idle(1).BeatsUntil(1_000, 50);

        Simulation simulation = new Simulation().Run(script).Complete(1_000);

        // The first was told of while it seemed to be open, and is closed with what is known of it.
        Assert.Equal("T1 0-~0: Unexplained 0 Span\nT2 200-395: Unexplained 195 Span", simulation.Stalls);
        Assert.Equal(1, simulation.Snapshot.StallCount);
        Assert.Equal([new Gap(Lane.Spans, 0, 400 * Ms, 80)], simulation.Snapshot.Gaps);
    }

    [Fact]
    public void After_a_gap_a_thread_is_known_again_from_its_next_event()
    {
        EventScript script = new EventScript()
            .At(50).Start(1).BeatsUntil(100).At(200).Lost(Lane.Spans, 1).At(300).Start(1).At(450).Idle(1).BeatsUntil(600, 460);

        Simulation simulation = new Simulation().Run(script).Complete(600);

        Assert.Equal("T1 300-450: Unexplained 150 Span", simulation.Stalls);
    }

    [Fact]
    public void A_stall_that_still_goes_on_after_the_gap_is_found_again_by_two_looks()
    {
        EventScript script = new EventScript().At(50).Start(1).BeatsUntil(100).At(200).Lost(Lane.Spans, 1).BeatsUntil(900, 200)
            .Burst(1, Sleep, 150).Burst(1, Sleep, 300).Burst(1, Sleep, 450).At(700).Idle(1);

        Simulation simulation = new Simulation().Run(script).Complete(900);

        Assert.Equal("T1 ~300-700: Sleep:Orders.Checkout 400 Samples*2", simulation.Stalls);
    }

    [Fact]
    public void A_wait_that_is_open_across_a_gap_of_its_lane_is_not_believed()
    {
        CallStack task = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");
        EventScript script = new EventScript().At(0).Start(1).At(10).Wait(1, task).At(100).Lost(Lane.Waits, 1).At(190).WaitEnd(1).At(200).Idle(1);

        Simulation simulation = new Simulation().Run(script.BeatsUntil(400, 210)).Complete(400);

        Assert.Equal("T1 0-200: Unexplained 200 Span", simulation.Stalls);
    }

    [Fact]
    public void A_second_notice_of_one_loss_adds_to_its_gap()
    {
        EventScript script = new EventScript().At(100).Beat(Lane.Spans).At(200).Lost(Lane.Spans, 7).At(200).Lost(Lane.Spans, 5);

        Simulation simulation = new Simulation().Run(script).Complete(300);

        Assert.Equal([new Gap(Lane.Spans, 100 * Ms, 200 * Ms, 12)], simulation.Snapshot.Gaps);
    }
}
