using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Stalls;

/// <summary>Threshold 100 ms: the ages at which stacks of an open span are wanted.</summary>
public sealed class EvidenceWantedTests
{
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");

    [Fact]
    public void An_unexplained_span_is_asked_about_at_half_the_threshold_and_at_each_doubling()
    {
        Simulation simulation = new Simulation().Run(new EventScript().At(0).Start(1).BeatsUntil(2000, 10));

        Assert.Equal([50, 100, 200, 400, 800, 1600], simulation.Listener.WantedAt(EvidenceReason.LongSpan));
        Assert.All(simulation.Listener.Wanted, wanted => Assert.Equal(new EvidenceRequest(EvidenceReason.LongSpan, 1, 0), wanted.Request));
    }

    [Fact]
    public void An_explained_one_is_asked_about_at_each_fourfold()
    {
        EventScript script = new EventScript().BeatsUntil(7000).At(0).Start(1).Burst(1, Sleep, 60);

        Assert.Equal([50, 400, 1600, 6400], new Simulation().Run(script).Listener.WantedAt(EvidenceReason.LongSpan));
    }

    [Fact]
    public void A_span_under_half_the_threshold_is_not_asked_about() =>
        Assert.Empty(new Simulation().Run(new EventScript().BeatsUntil(200).At(0).Start(1).At(49).Idle(1)).Listener.Wanted);

    [Fact]
    public void A_clock_that_jumps_over_several_ages_asks_once()
    {
        Simulation simulation = new Simulation().Run(new EventScript().At(0).Start(1).At(900).Beat(Detection.Events.Lane.Spans));

        Assert.Equal([900], simulation.Listener.WantedAt(EvidenceReason.LongSpan));
    }
}
