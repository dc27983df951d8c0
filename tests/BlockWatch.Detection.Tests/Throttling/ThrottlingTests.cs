using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Throttling;

/// <summary>Stalls during which the container had used up its share of the processors.</summary>
public sealed class ThrottlingTests
{
    private static readonly CallStack Hash = TestStacks.Blocked(BlockingCategory.Cpu, "Orders.Hash", "SHA256.HashData");

    [Fact]
    public void A_stall_in_which_the_container_was_stopped_is_counted()
    {
        EventScript script = Stalls().At(200).Throttled(100, 1).At(210).Throttled(200, 2);

        Finding finding = Found(script);
        Assert.Equal((2, 1), (finding.Count, finding.ThrottledCount));
    }

    [Fact]
    public void It_is_not_when_the_container_may_have_been_stopped_before_or_after() =>
        Assert.Equal(0, Found(Stalls().At(40).Throttled(-60, 1).At(390).Throttled(290, 1)).ThrottledCount);

    [Fact]
    public void Looks_at_which_nothing_was_stopped_say_nothing() => Assert.Equal(0, Found(Stalls().At(200).Throttled(100, 0)).ThrottledCount);

    // 0 to 300 and 400 to 700 ms
    private static EventScript Stalls() => new EventScript().BeatsUntil(1000)
        .At(0).Start(1).At(300).Idle(1).Burst(1, Hash, 61, 62, 63)
        .At(400).Start(1).At(700).Idle(1).Burst(1, Hash, 461, 462, 463);

    private static Finding Found(EventScript script) => Assert.Single(new Simulation().Run(script).Complete(1000).Snapshot.Findings);
}
