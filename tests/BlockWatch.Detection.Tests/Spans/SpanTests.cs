using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Spans;

public sealed class SpanTests
{
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");

    [Theory]
    [InlineData("idle")]
    [InlineData("stopped")]
    [InlineData("next")]
    public void A_span_as_long_as_the_threshold_is_a_stall_however_it_ends(string end)
    {
        EventScript script = new EventScript().At(10).Start(1).At(110);
        _ = end switch { "idle" => script.Idle(1), "stopped" => script.Stopped(1), _ => script.Start(1) };

        Simulation simulation = new Simulation().Run(script.BeatsUntil(200, 120)).Complete(200);

        Assert.Equal("T1 10-110: Unexplained 100 Span", simulation.Stalls);
    }

    [Fact]
    public void A_shorter_span_is_none()
    {
        Simulation simulation = new Simulation().Run(new EventScript().At(0).Start(1).At(99).Idle(1).BeatsUntil(200, 100)).Complete(200);

        Assert.Equal("", simulation.Stalls);
        Assert.Equal(1, simulation.Snapshot.SpanCount);
        Assert.Equal(0, simulation.Snapshot.StallCount);
    }

    [Fact]
    public void Many_short_spans_in_a_row_are_no_stall()
    {
        var script = new EventScript();
        for (int time = 0; time < 1000; time += 60)
        {
            script.At(time).Start(1);
        }

        Simulation simulation = new Simulation().Run(script.At(1010).Idle(1)).Complete(1020);

        Assert.Equal("", simulation.Stalls);
        Assert.Equal(17, simulation.Snapshot.SpanCount);
    }

    [Fact]
    public void An_idle_worker_does_not_stall()
    {
        Simulation simulation = new Simulation().Run(new EventScript().At(0).Start(1).At(10).Idle(1).BeatsUntil(5000, 20)).Complete(5000);

        Assert.Equal("", simulation.Stalls);
        Assert.Equal(0, simulation.Snapshot.StallCount);
    }

    [Fact]
    public void A_thread_id_that_is_given_again_does_not_make_a_span_of_two_threads()
    {
        // T1  |--- its end was lost ... |born
        Simulation simulation = new Simulation().Run(new EventScript().At(0).Start(1).At(300).Born(1).BeatsUntil(400, 310)).Complete(400);

        Assert.Equal("", simulation.Stalls);
    }

    [Fact]
    public void A_stall_that_the_session_ends_in_has_an_end_that_is_a_lower_bound()
    {
        EventScript script = new EventScript().At(0).Start(1).Burst(1, Sleep, 60, 61, 62).BeatsUntil(300, 10);

        Simulation simulation = new Simulation().Run(script).Complete(310);

        Assert.Equal("T1 0-~310: Sleep:Orders.Checkout 310 Samples*3", simulation.Stalls);
    }

    [Fact]
    public void Spans_of_many_threads_are_told_apart()
    {
        // T1  |----------|          120 ms
        // T2     |----------------| 180 ms
        // T3        |--|             40 ms
        EventScript script = new EventScript()
            .At(0).Start(1).At(20).Start(2).At(50).Start(3).At(90).Idle(3).At(120).Idle(1).At(200).Idle(2).BeatsUntil(400, 210);

        Simulation simulation = new Simulation().Run(script).Complete(400);

        Assert.Equal("T1 0-120: Unexplained 120 Span\nT2 20-200: Unexplained 180 Span", simulation.Stalls);
    }

    [Fact]
    public void No_event_is_taken_after_the_session_is_complete()
    {
        Simulation simulation = new Simulation().Complete(10);

        Assert.Throws<InvalidOperationException>(() => simulation.Detector.Observe(RuntimeEvent.Heartbeat(Lane.Spans, 1)));
    }
}
