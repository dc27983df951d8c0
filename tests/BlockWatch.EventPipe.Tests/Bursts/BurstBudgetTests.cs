using BlockWatch.EventPipe.Bursts;

namespace BlockWatch.EventPipe.Tests.Bursts;

public sealed class BurstBudgetTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void Bursts_may_follow_each_other_until_what_may_be_spent_at_once_is_spent()
    {
        var budget = new BurstBudget(capacityMs: 9, msPerSecond: 12);
        Assert.Equal([true, true, true, false, false], Enumerable.Range(0, 5).Select(_ => Take(budget, 0, 3)));
    }

    [Fact]
    public void Time_fills_the_bucket_and_not_above_its_rim()
    {
        BurstBudget budget = Empty(capacityMs: 6, msPerSecond: 12);
        Assert.False(budget.MayTake(0));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => Take(budget, 1000 * Second, 3)));
    }

    [Fact]
    public void A_burst_that_took_more_than_there_was_leaves_a_debt()
    {
        var budget = new BurstBudget(capacityMs: 10, msPerSecond: 10);
        Assert.True(Take(budget, 0, 30));
        Assert.False(budget.MayTake(2 * Second));
        Assert.InRange(budget.UntilNext(2 * Second), 0, 10);
        Assert.True(budget.MayTake((2 * Second) + 10));
    }

    [Fact]
    public void With_less_than_a_quarter_left_it_is_scarce_until_time_has_filled_it()
    {
        var budget = new BurstBudget(capacityMs: 100, msPerSecond: 10);
        budget.Spend(75);
        Assert.False(budget.IsScarce(0));
        budget.Spend(5);
        Assert.True(budget.IsScarce(0));
        Assert.True(budget.IsScarce((Second / 2) - 1000));
        Assert.False(budget.IsScarce((Second / 2) + 1000));
    }

    [Fact]
    public void A_narrower_limit_holds_from_then_on()
    {
        BurstBudget budget = Empty(capacityMs: 10, msPerSecond: 10);
        budget.Spend(10);
        budget.Limit(1, Second / 2);
        Assert.Equal(5 * Second, budget.UntilNext(Second / 2), 1000.0);
        Assert.False(budget.MayTake(5 * Second));
        Assert.True(budget.MayTake((11 * Second / 2) + 1000));
    }

    [Fact]
    public void After_the_time_that_it_names_one_may_be_taken_and_not_earlier()
    {
        var random = new Random(4);
        for (int round = 0; round < 2000; round++)
        {
            double perSecond = (random.NextDouble() * 10) + 0.01;
            long now = random.NextInt64(1_000_000 * Second);
            var budget = new BurstBudget(1, perSecond);
            Assert.Equal(0, budget.UntilNext(now));
            Assert.True(Take(budget, now, 2));
            long wait = budget.UntilNext(now);
            Assert.InRange(wait, Second / perSecond * 0.999, (Second / perSecond * 1.001) + 2);
            Assert.False(budget.MayTake(now + (wait / 2)));
            Assert.True(budget.MayTake(now + wait), $"{perSecond} a second, {wait} ns after {now}");
        }
    }

    [Fact]
    public void A_clock_that_goes_back_gives_nothing_twice()
    {
        BurstBudget budget = Empty(capacityMs: 5, msPerSecond: 1);
        Assert.True(Take(budget, Second, 1));
        Assert.False(budget.MayTake(0));
        Assert.False(budget.MayTake(Second));
    }

    private static bool Take(BurstBudget budget, long now, double ms)
    {
        bool may = budget.MayTake(now);
        budget.Spend(may ? ms : 0);
        return may;
    }

    private static BurstBudget Empty(double capacityMs, double msPerSecond)
    {
        var budget = new BurstBudget(capacityMs, msPerSecond);
        budget.Spend(capacityMs);
        return budget;
    }
}
