using BlockWatch.EventPipe.Bursts;

namespace BlockWatch.EventPipe.Tests.Bursts;

public sealed class BurstBudgetTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void As_many_as_fit_may_follow_each_other_at_once()
    {
        var budget = new BurstBudget(capacity: 3, perSecond: 4);
        Assert.Equal([true, true, true, false, false], Enumerable.Range(0, 5).Select(_ => budget.TryTake(0)));
    }

    [Fact]
    public void Time_fills_the_bucket_and_not_above_its_rim()
    {
        BurstBudget budget = Empty(capacity: 2, perSecond: 4);
        Assert.False(budget.TryTake(Second / 4 - 1));
        Assert.True(budget.TryTake(Second / 4 + 1));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => budget.TryTake(1000 * Second)));
    }

    [Fact]
    public void Asking_in_vain_costs_nothing()
    {
        BurstBudget budget = Empty(capacity: 1, perSecond: 1);
        for (int i = 1; i < 100; i++)
        {
            Assert.False(budget.TryTake(i * Second / 100));
        }

        Assert.True(budget.TryTake(Second + 1000));
    }

    [Fact]
    public void After_the_time_that_it_names_there_is_one_and_not_earlier()
    {
        var random = new Random(4);
        for (int round = 0; round < 2000; round++)
        {
            double perSecond = (random.NextDouble() * 10) + 0.01;
            long now = random.NextInt64(1_000_000 * Second);
            var budget = new BurstBudget(1, perSecond);
            Assert.Equal(0, budget.UntilNext(now));
            Assert.True(budget.TryTake(now));
            long wait = budget.UntilNext(now);
            Assert.InRange(wait, Second / perSecond * 0.999, (Second / perSecond * 1.001) + 2);
            Assert.False(budget.TryTake(now + (wait / 2)));
            Assert.True(budget.TryTake(now + wait), $"{perSecond} a second, {wait} ns after {now}");
        }
    }

    [Fact]
    public void A_clock_that_goes_back_gives_nothing_twice()
    {
        BurstBudget budget = Empty(capacity: 5, perSecond: 1);
        Assert.True(budget.TryTake(Second + 1000));
        Assert.False(budget.TryTake(0));
        Assert.False(budget.TryTake(Second + 2000));
    }

    private static BurstBudget Empty(int capacity, double perSecond)
    {
        var budget = new BurstBudget(capacity, perSecond);
        while (budget.TryTake(0))
        {
        }

        return budget;
    }
}
