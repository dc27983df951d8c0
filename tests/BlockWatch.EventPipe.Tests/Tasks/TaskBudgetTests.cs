using BlockWatch.EventPipe.Tasks;

namespace BlockWatch.EventPipe.Tests.Tasks;

public sealed class TaskBudgetTests
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1.5);

    [Theory]
    [InlineData(8, 5, 13_636)]
    [InlineData(9, 1, 68_181)]
    [InlineData(10, 0.7, 97_402)]
    [InlineData(11, 0.7, 97_402)]
    public void A_look_may_take_its_share_of_its_whole_time_whenever_the_events_come(int major, double eventUs, int events)
    {
        TaskBudget budget = new(major, 0.05, Look);

        // 75 ms are allowed, and a tenth is still under way.
        Assert.Equal(events * eventUs / 1000, budget.EstimatedMs(events), tolerance: 0.001);
        Assert.False(budget.IsSpent(events, TimeSpan.FromSeconds(1)));
        Assert.True(budget.IsSpent(events + 1, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void At_its_begin_as_much_as_came_may_be_under_way()
    {
        TaskBudget budget = new(10, 0.05, Look);

        Assert.False(budget.IsSpent(53_571, TimeSpan.FromMilliseconds(20)));
        Assert.True(budget.IsSpent(53_572, TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public void A_look_without_an_end_may_take_its_share_of_the_time_so_far()
    {
        TaskBudget budget = new(10, 0.05, duration: null);

        Assert.False(budget.IsSpent(41_071, TimeSpan.FromSeconds(0.1)));
        Assert.True(budget.IsSpent(97_403, TimeSpan.FromSeconds(1)));
        Assert.False(budget.IsSpent(707_213, TimeSpan.FromSeconds(10)));
        Assert.True(budget.IsSpent(707_214, TimeSpan.FromSeconds(10)));
    }
}
