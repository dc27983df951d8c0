using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Tests.Sites;

public sealed class DurationHistogramTests
{
    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.75, 3)]
    [InlineData(0.95, 4)]
    [InlineData(1, 4)]
    public void Few_durations_are_exact(double share, long expected)
    {
        var histogram = new DurationHistogram();
        foreach (long duration in (long[])[4, 1, 3, 2])
        {
            histogram.Add(duration);
        }

        Assert.Equal(expected, histogram.Quantile(share));
    }

    [Fact]
    public void Many_durations_are_within_one_percent()
    {
        var random = new Random(7);
        var histogram = new DurationHistogram();
        var all = new List<long>();
        for (int i = 0; i < 50_000; i++)
        {
            // from 1 ms to about an hour
            long duration = (long)(1e6 * Math.Exp(random.NextDouble() * 15));
            all.Add(duration);
            histogram.Add(duration);
        }

        all.Sort();
        foreach (double share in (double[])[0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 1])
        {
            long exact = all[(int)Math.Ceiling(share * all.Count) - 1];
            Assert.InRange(histogram.Quantile(share) / (double)exact, 0.99, 1.0101);
        }

        Assert.Equal(all[^1], histogram.Max);
    }

    [Fact]
    public void Without_durations_there_is_no_quantile() => Assert.Equal(0, new DurationHistogram().Quantile(0.5));
}
