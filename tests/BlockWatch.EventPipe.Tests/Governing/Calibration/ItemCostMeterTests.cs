using BlockWatch.EventPipe.Governing;
using BlockWatch.EventPipe.Governing.Calibration;

namespace BlockWatch.EventPipe.Tests.Governing.Calibration;

public sealed class ItemCostMeterTests
{
    private const double Items = 20_000;

    private static readonly double Usual = LaneCosts.Of(10).ItemUs(Items);

    private readonly ItemCostMeter _meter = new(LaneCosts.Of(10), LaneCosts.DearestOf(10));

    // Two neighbouring seconds of a web server differ by 17 ms of processor time: measured, see docs/decisions/0019.
    [Theory]
    [InlineData(0.2)]
    [InlineData(1.0)]
    [InlineData(2.6)]
    public void It_learns_what_a_work_item_costs_though_a_second_differs_from_the_next_by_as_much(double us)
    {
        var random = new Random(11);

        Compare(24, us, () => 17 * Normal(random));

        Assert.NotNull(_meter.Measured);
        Assert.InRange(_meter.Measured.Us, us - 0.5, us + 0.5);
        Assert.InRange(_meter.Measured.StandardErrorUs, 0.05, 0.4);
        Assert.InRange(_meter.ItemUs(Items), us - 0.5, us + 0.5);
    }

    [Fact]
    public void A_single_wild_second_does_not_count()
    {
        int second = 0;

        Compare(ItemCostMeter.EnoughComparisons, 1, () => second++ % 14 == 13 ? 500 : 0);

        Assert.InRange(_meter.Measured!.Us, 0.9, 1.1);
    }

    [Fact]
    public void Too_few_comparisons_say_nothing()
    {
        Compare(ItemCostMeter.FewestComparisons - 1, 2.6);
        Assert.Null(_meter.Measured);
        Assert.Equal(LaneCosts.Of(10).ItemUs(Items), _meter.ItemUs(Items));

        Compare(2, 2.6);
        Assert.NotNull(_meter.Measured);
    }

    [Fact]
    public void Comparisons_that_do_not_agree_change_little()
    {
        int turn = 0;

        Compare(ItemCostMeter.EnoughComparisons, 2.6, () => turn++ % 3 == 0 ? 300 : 0);

        Assert.True(_meter.Measured!.StandardErrorUs > 2, $"{_meter.Measured}");
        Assert.InRange(_meter.ItemUs(Items), Usual - 1, Usual + 1);
    }

    [Fact]
    public void A_pause_that_was_cut_short_says_nothing()
    {
        for (int i = 0; i < 30; i++)
        {
            Tell(areTold: true, seconds: 3, us: 2.6);
            Tell(areTold: false, seconds: 0.4, us: 2.6);
        }

        Assert.Null(_meter.Measured);
    }

    [Fact]
    public void A_load_that_changes_says_nothing()
    {
        double items = Items;
        for (int i = 0; i < 30; i++, items = i % 2 == 0 ? Items : 2 * Items)
        {
            _meter.Tell(areTold: true, 3, 900, items);
            _meter.Tell(areTold: false, 1, 250, items);
        }

        Assert.Null(_meter.Measured);
    }

    [Fact]
    public void A_target_without_work_items_is_not_measured()
    {
        for (int i = 0; i < 30; i++)
        {
            _meter.Tell(areTold: true, 3, 0, 10);
            _meter.Tell(areTold: false, 1, 0, 10);
        }

        Assert.Null(_meter.Measured);
        Assert.False(_meter.IsWorthAPause(10, 20));
    }

    [Fact]
    public void Windows_that_are_rarer_than_pauses_tell_as_well()
    {
        for (int i = 0; i < 8; i++)
        {
            Tell(areTold: true, seconds: 1, us: 2.6);
            Tell(areTold: false, seconds: 19, us: 2.6);
        }

        Assert.Equal(2.6, _meter.Measured!.Us, 0.01);
    }

    [Fact]
    public void What_is_old_is_forgotten()
    {
        Compare(24, 0.5);
        Compare(24, 2.5);

        Assert.Equal(2.5, _meter.Measured!.Us, 0.1);
    }

    [Theory]
    [InlineData(500, 20, false)]
    [InlineData(3_000, 20, false)]
    [InlineData(20_000, 20, true)]
    [InlineData(20_000, 200, false)]
    public void Only_a_cost_that_may_break_the_budget_is_worth_a_pause(double items, double budgetMs, bool isWorthIt) =>
        Assert.Equal(isWorthIt, _meter.IsWorthAPause(items, budgetMs));

    private void Compare(int times, double us, Func<double>? noiseMs = null)
    {
        for (int i = 0; i <= times; i++)
        {
            for (int second = 0; second < 3; second++)
            {
                Tell(areTold: true, seconds: 1, us, noiseMs?.Invoke() ?? 0);
            }

            if (i < times)
            {
                Tell(areTold: false, seconds: 1, us, noiseMs?.Invoke() ?? 0);
            }
        }
    }

    private void Tell(bool areTold, double seconds, double us, double noiseMs = 0) =>
        _meter.Tell(areTold, seconds, (seconds * (300 + (areTold ? Items * us / 1000 : 0))) + noiseMs, Items);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
