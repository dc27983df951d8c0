using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Governing;
using BlockWatch.EventPipe.Governing.Calibration;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Tests.Watching;

public class BudgetEstimateTests
{
    private static readonly LaneActivity TenSeconds = new() { Seconds = 10, WorkItems = 20_000, CompletedItems = 20_000 };

    [Fact]
    public void A_machine_that_was_seen_to_be_fast_pays_less_and_what_it_may_have_been_stays_above()
    {
        BudgetUse unknown = Of(TenSeconds);
        BudgetUse fast = Of(TenSeconds with { RuntimeThreadsMs = 20, RuntimeThreadsSeconds = 10 });

        Assert.Equal(0.002 + (0.8 * (unknown.EstimatedShare - 0.004)), fast.EstimatedShare, 6);
        Assert.InRange(fast.DearestShare!.Value, fast.EstimatedShare, unknown.DearestShare!.Value);
    }

    [Fact]
    public void A_slow_one_pays_more()
    {
        BudgetUse slow = Of(TenSeconds with { RuntimeThreadsMs = 60, RuntimeThreadsSeconds = 10 });

        Assert.Equal(0.006 + (2.25 * (Of(TenSeconds).EstimatedShare - 0.004)), slow.EstimatedShare, 6);
        Assert.True(slow.DearestShare >= slow.EstimatedShare);
    }

    // It was measured on this machine: how fast that is, is in it.
    [Fact]
    public void What_work_items_were_measured_to_cost_is_not_made_less()
    {
        var measured = new ItemCost(2, StandardErrorUs: 0, Comparisons: 10);

        Assert.Equal(0.002 + 0.004, Of(TenSeconds with { RuntimeThreadsMs = 20, RuntimeThreadsSeconds = 10 }, measured).EstimatedShare, 6);
    }

    private static BudgetUse Of(LaneActivity done, ItemCost? itemCost = null) => BudgetEstimate.Of(0.02, runtimeMajor: 10, done, itemCost, durationMs: 10_000, targetCpuMs: null);
}
