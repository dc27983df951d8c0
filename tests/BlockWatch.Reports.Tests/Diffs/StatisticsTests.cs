using BlockWatch.Reports.Diffs.Statistics;

namespace BlockWatch.Reports.Tests.Diffs;

/// <summary>Against values that can be worked out by hand, or that R gives.</summary>
public class StatisticsTests
{
    [Theory]
    [InlineData(0, 1, 10, 1, 2.0 / 1024)]
    [InlineData(10, 1, 0, 1, 2.0 / 1024)]
    [InlineData(3, 1, 3, 1, 1)]
    [InlineData(0, 1, 0, 1, 1)]

    // One of four in a quarter of the time: 1 - 0.75^4 and 0.75^4 + 4 * 0.25 * 0.75^3, the smaller twice.
    [InlineData(3, 3, 1, 1, 1)]
    [InlineData(0, 3, 4, 1, 2.0 / 256)]

    // binom.test(60, 90, 0.5) and binom.test(450, 800, 1/2).
    [InlineData(30, 10, 60, 10, 0.002060)]
    [InlineData(350, 10, 450, 10, 0.000458)]
    public void Counts_of_one_rate_are_told_from_counts_of_two(long before, double exposureBefore, long after, double exposureAfter, double p) =>
        Assert.Equal(p, RateTest.PValue(before, exposureBefore, after, exposureAfter), 0.00001);

    [Fact]
    public void A_ratio_is_that_of_the_rates()
    {
        Assert.Equal(2, RateTest.Ratio(10, 20, 10, 10));
        Assert.True(double.IsPositiveInfinity(RateTest.Ratio(0, 20, 10, 10)));
        Assert.True(double.IsNaN(RateTest.Ratio(0, 20, 0, 10)));
    }

    [Fact]
    public void Tails_of_large_counts_are_numbers()
    {
        Assert.Equal(0.5, Binomial.AtLeast(500_001, 1_000_001, 0.5), 0.000001);
        Assert.InRange(Binomial.AtLeast(510_000, 1_000_000, 0.5), double.Epsilon, 1e-80);
        Assert.Equal(1, Binomial.AtLeast(0, 10, 0.5));
        Assert.Equal(0, Binomial.AtLeast(11, 10, 0.5));
        Assert.Equal(1, Binomial.AtMost(10, 10, 0.5));
    }

    [Fact]
    public void Medians_that_differ_by_more_than_their_spread_are_told_apart()
    {
        Assert.Equal(1, LengthTest.PValue((200, 300, 20), (200, 300, 20)), 0.000001);

        // ln 2 = 0.693; spread ln 1.5 / 1.6449 = 0.2465; error 1.2533 * 0.2465 * sqrt(2 / 20) = 0.0977; z = 7.1.
        Assert.InRange(LengthTest.PValue((200, 300, 20), (400, 600, 20)), 1e-13, 1e-11);

        // 0.0953 / (1.2533 * 0.1 * sqrt(2 / 10)) = 1.70: the least spread is believed, not none at all.
        Assert.Equal(0.089, LengthTest.PValue((200, 200, 10), (220, 220, 10)), 0.001);
    }

    [Fact]
    public void The_more_tests_the_less_one_of_them_says()
    {
        Assert.Equal(0.009, Holm.Limit([0.009], 0.01));
        Assert.Equal(0, Holm.Limit([0.009, 0.5], 0.01));
        Assert.Equal(0.006, Holm.Limit([0.006, 0.001, 0.004], 0.01));
        Assert.Equal(0.001, Holm.Limit([0.5, 0.001, 0.006], 0.01));
        Assert.Equal(0, Holm.Limit([], 0.01));
    }
}
