using BlockWatch.EventPipe.Governing;

namespace BlockWatch.EventPipe.Tests.Governing;

public sealed class GovernorTests
{
    private const double TwoPercent = 20;

    private static readonly LaneCosts Costs = LaneCosts.Of(10);

    [Fact]
    public void An_idle_target_is_watched_fully()
    {
        var governor = new Governor(TwoPercent, Costs);

        for (int i = 0; i < 100; i++)
        {
            Assert.True(governor.Observe(Second(items: 0)).IsFull);
        }

        Assert.Equal(0, governor.Changes);
    }

    [Theory]
    [InlineData(5, 1_000)]
    [InlineData(10, 1_000)]
    [InlineData(10, 10_000)]
    [InlineData(10, 100_000)]
    [InlineData(20, 10_000)]
    [InlineData(20, 100_000)]
    [InlineData(50, 1_000)]
    [InlineData(50, 100_000)]
    [InlineData(50, 1_000_000)]
    public void A_steady_load_is_watched_within_the_budget(double budget, int itemsPerSecond)
    {
        var governor = new Governor(budget, Costs);
        LanePlan plan = governor.Plan;
        double spent = 0;
        for (int second = 0; second < 300; second++)
        {
            LaneActivity done = Under(plan, Second(itemsPerSecond, requestEvents: itemsPerSecond / 5, waitEvents: 100));
            spent += second >= 5 ? Costs.MsOf(done) : 0;
            plan = governor.Observe(done);
        }

        Assert.InRange(spent / 295, 0, budget * 1.05);
    }

    [Fact]
    public void Requests_give_way_before_work_items()
    {
        var governor = new Governor(TwoPercent, Costs);

        LanePlan plan = Settle(governor, Second(items: 11_000, requestEvents: 4_000));

        Assert.Equal((false, 1, true), (plan.WithRequests, plan.WorkItemShare, plan.WithWaits));
    }

    [Fact]
    public void Bursts_give_way_before_anything_else()
    {
        var idle = new Governor(TwoPercent, Costs);
        var busy = new Governor(TwoPercent, Costs);

        LanePlan atRest = Settle(idle, Second(items: 0));
        LanePlan atWork = Settle(busy, Second(items: 14_000));

        Assert.True(atWork.IsFull);
        Assert.True(atWork.BurstMsPerSecond < atRest.BurstMsPerSecond / 2, $"{atWork} {atRest}");
        Assert.True(atWork.BurstMsPerSecond > 0);
    }

    [Fact]
    public void Under_more_work_than_even_the_smallest_share_allows_work_items_are_not_told()
    {
        LanePlan plan = Settle(new Governor(10, Costs), Second(items: 1_000_000, poolEvents: 100));

        Assert.Equal((0, true), (plan.WorkItemShare, plan.WithWaits));
    }

    [Fact]
    public void Waits_are_the_last_to_go_and_are_tried_again()
    {
        var governor = new Governor(TwoPercent, Costs);
        LaneActivity storm = Second(items: 1_000, waitEvents: 50_000);

        Assert.False(Settle(governor, storm).WithWaits);

        bool returned = false;
        for (int second = 0; second < 60 && !returned; second++)
        {
            returned = governor.Observe(Under(governor.Plan, Second(items: 1_000, waitEvents: 20))).WithWaits;
        }

        Assert.True(returned);
    }

    [Fact]
    public void When_the_load_falls_everything_is_watched_again()
    {
        var governor = new Governor(TwoPercent, Costs);
        Assert.False(Settle(governor, Second(items: 400_000, requestEvents: 40_000)).IsFull);

        Assert.True(Settle(governor, Second(items: 2_000, requestEvents: 200)).IsFull);
    }

    [Fact]
    public void A_load_that_varies_around_the_edge_does_not_make_it_swing()
    {
        var random = new Random(7);
        var governor = new Governor(TwoPercent, Costs);
        for (int second = 0; second < 600; second++)
        {
            int items = (int)(20_000 * (0.85 + (0.3 * random.NextDouble())));
            governor.Observe(Under(governor.Plan, Second(items, requestEvents: items / 20)));
        }

        Assert.InRange(governor.Changes, 1, 12);
    }

    [Fact]
    public void A_burst_of_load_is_answered_within_seconds()
    {
        var governor = new Governor(TwoPercent, Costs);
        Settle(governor, Second(items: 1_000));

        int seconds = 0;
        while (governor.Observe(Under(governor.Plan, Second(items: 300_000))).WorkItemShare > 0.25 && seconds < 100)
        {
            seconds++;
        }

        Assert.InRange(seconds, 0, 3);
    }

    [Fact]
    public void A_stretch_without_length_says_nothing()
    {
        var governor = new Governor(TwoPercent, Costs);

        Assert.True(governor.Observe(new LaneActivity { Seconds = 0, CompletedItems = 1_000_000 }).IsFull);
    }

    private static LaneActivity Second(int items, int requestEvents = 0, int waitEvents = 0, int poolEvents = 60) => new()
    {
        Seconds = 1,
        CompletedItems = items,
        WorkItems = items,
        RequestEvents = requestEvents,
        WaitEvents = waitEvents,
        PoolEvents = poolEvents,
    };

    // What comes of a load when only this is told; bursts use what they may.
    private static LaneActivity Under(LanePlan plan, LaneActivity load) => load with
    {
        WorkItems = (long)(load.WorkItems * plan.WorkItemShare),
        RequestEvents = plan.WithRequests ? load.RequestEvents : 0,
        WaitEvents = plan.WithWaits ? load.WaitEvents : 0,
        Bursts = (long)(plan.BurstMsPerSecond / Costs.BurstMs(10, 200)),
        Ticks = 10 * (long)(plan.BurstMsPerSecond / Costs.BurstMs(10, 200)),
        Samples = 200 * (long)(plan.BurstMsPerSecond / Costs.BurstMs(10, 200)),
        Switches = plan.WorkItemShare is > 0 and < 1 ? (long)Math.Ceiling(WorkItemWindows.SwitchesPerSecond(plan.WorkItemShare)) : 0,
    };

    private static LanePlan Settle(Governor governor, LaneActivity load)
    {
        for (int second = 0; second < 120; second++)
        {
            governor.Observe(Under(governor.Plan, load));
        }

        return governor.Plan;
    }
}
