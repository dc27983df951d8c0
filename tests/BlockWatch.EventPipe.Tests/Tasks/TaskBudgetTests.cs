using BlockWatch.EventPipe.Tasks;

namespace BlockWatch.EventPipe.Tests.Tasks;

public sealed class TaskBudgetTests
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1.5);

    [Theory]
    [InlineData(8, 15_000)] // 5 us an event
    [InlineData(9, 75_000)] // 1 us
    [InlineData(10, 150_000)] // 0.5 us
    [InlineData(11, 150_000)]
    public void A_look_may_take_its_share_of_its_whole_time_whenever_the_events_come(int major, int events)
    {
        TaskBudget budget = new(major, 0.05, Look);

        Assert.Equal(75, budget.EstimatedMs(events), tolerance: 0.001);
        Assert.False(budget.IsSpent(events, TimeSpan.FromMilliseconds(10)));
        Assert.True(budget.IsSpent(events + 1, TimeSpan.FromMilliseconds(10)));
    }

    [Fact]
    public void A_look_without_an_end_may_take_its_share_of_the_time_so_far()
    {
        TaskBudget budget = new(10, 0.05, duration: null);

        Assert.False(budget.IsSpent(150_000, TimeSpan.FromSeconds(0.1)));
        Assert.True(budget.IsSpent(150_001, TimeSpan.FromSeconds(1)));
        Assert.False(budget.IsSpent(1_000_000, TimeSpan.FromSeconds(10)));
        Assert.True(budget.IsSpent(1_000_001, TimeSpan.FromSeconds(10)));
    }
}
