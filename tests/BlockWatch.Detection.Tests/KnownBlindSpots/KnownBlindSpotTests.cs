using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;
using BlockWatch.Detection.Tests.Explanation;
using BlockWatch.TestKit.Simulation;
using DetectionStall = BlockWatch.Detection.Findings.Stall;
using Written = BlockWatch.Detection.Tests.Explanation.Stacks;

namespace BlockWatch.Detection.Tests.KnownBlindSpots;

/// <summary>What blockwatch cannot see, as docs/limits.md says it, where no test of a part shows it already.</summary>
public sealed class KnownBlindSpotTests
{
    private const int DeepestStack = 100;

    [Fact]
    public void A_users_method_beyond_the_hundredth_frame_is_not_named()
    {
        string[] library = [.. Enumerable.Range(0, DeepestStack).Select(i => $"lib:Acme!Acme.Layer{i}.Call")];
        string[] whole = ["System.Private.CoreLib!System.Threading.Thread.Sleep", .. library, "user!Shop.Orders.Load"];

        Assert.Equal("Shop.Orders.Load", Explained(Written.Of(whole))?.UserFrame?.Method);
        StackVerdict? cut = Explained(Written.Of(whole[..DeepestStack]));
        Assert.Null(cut?.UserFrame);
        Assert.Equal("Thread.Sleep", cut?.BlockingFrame?.Method);
    }

    [Fact]
    public void A_sleep_that_is_over_before_the_burst_has_no_cause()
    {
        CallStack idle = TestStacks.Idle();
        EventScript script = new EventScript().BeatsUntil(600).At(0).Start(1).At(150).Idle(1).Burst(1, idle, 200, 210);

        DetectionStall stall = Assert.Single(new Simulation().Run(script).Complete(600).Listener.Closed);

        Assert.Equal(BlockingCategory.Unexplained, Assert.Single(stall.Parts).Site.Category);
    }

    [Fact]
    public void Two_methods_that_wait_for_each_other_through_a_semaphore_are_two_findings_and_no_deadlock()
    {
        EventScript script = new EventScript().BeatsUntil(3000)
            .At(0).Start(1).Start(2)
            .At(1).Wait(1, TestStacks.Blocked(BlockingCategory.PrimitiveWait, "Stock.Reserve", "SemaphoreSlim.Wait"))
            .At(2).Wait(2, TestStacks.Blocked(BlockingCategory.PrimitiveWait, "Orders.Close", "SemaphoreSlim.Wait"));

        Simulation simulation = new Simulation().Run(script).Complete(3000);

        Assert.Equal(["PrimitiveWait:Orders.Close", "PrimitiveWait:Stock.Reserve"], simulation.Snapshot.Findings.Select(f => f.Site.Id).Order());
    }

    [Fact]
    public void A_wait_that_began_before_the_attach_has_no_event_and_is_seen_by_samples_alone()
    {
        CallStack wait = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Load", "Task.Wait");

        Assert.Equal("", new Simulation().Run(new EventScript().BeatsUntil(900).At(500).WaitEnd(1).At(501).Idle(1)).Complete(900).Stalls);
        Assert.True(Assert.Single(new Simulation().Run(new EventScript().BeatsUntil(900).Burst(1, wait, 20, 21).Burst(1, wait, 200, 210).At(501).Idle(1)).Complete(900).Listener.Closed).StartIsLowerBound);
    }

    private static StackVerdict? Explained(CallStack stack) => new StackExplainer(new DetectionOptions()).Explain(stack, EvidenceKind.Samples, ranManagedCode: false);
}
