using BlockWatch.Reports.Html.Drawing;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Tests.Html;

/// <summary>What the timeline draws of what was counted.</summary>
public sealed class DrawingTests
{
    [Fact]
    public void A_bucket_has_least_mean_and_most_and_a_rate_over_all_of_its_time()
    {
        // Two buckets of 10 ms each; the second one's first sample counts what came since the first bucket's last.
        ReportPoolSample[] samples = [Sample(1, 4, 0, 100), Sample(5, 8, 6, 8), Sample(9, 6, 3, 0), Sample(11, 7, 0, 4)];

        IReadOnlyList<PoolBucket> buckets = PoolBuckets.Of(samples, 4_800, 480);

        Assert.Equal(
            [
                new PoolBucket(5, new Extent(4, 6, 8), new Extent(0, 3, 6), new Extent(0, 1000, 2000)),
                new PoolBucket(11, new Extent(7, 7, 7), new Extent(0, 0, 0), new Extent(2000, 2000, 2000)),
            ],
            buckets);
    }

    [Fact]
    public void Many_samples_become_few_buckets_that_keep_the_peaks_and_few_stay_as_they_are()
    {
        IReadOnlyList<PoolBucket> many = PoolBuckets.Of([.. Enumerable.Range(0, 100_000).Select(i => Sample(i, 8, i == 77_777 ? 999 : 0, 1))], 100_000, 480);
        IReadOnlyList<PoolBucket> few = PoolBuckets.Of([.. Enumerable.Range(0, 20).Select(i => Sample(i * 500, i, 0, 1))], 10_000, 480);

        Assert.Equal(480, many.Count);
        Assert.Equal(999, many.Max(bucket => bucket.Queue.Max));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (double)i), few.Select(bucket => bucket.Threads.Mean));
        Assert.Null(few[0].PerSecond);
        Assert.Empty(PoolBuckets.Of([], 10_000, 480));
        Assert.Single(PoolBuckets.Of([Sample(0, 1, 0, 0)], 0, 480));
    }

    [Fact]
    public void Samples_whose_times_make_no_sense_are_drawn_without_an_error()
    {
        IReadOnlyList<PoolBucket> buckets = PoolBuckets.Of([Sample(-50, 1, 0, 1), Sample(5_000, 2, 0, 1), Sample(5_000, 3, 0, 1), Sample(4_000, 4, 0, 1)], 1_000, 480);

        Assert.Equal(4, buckets.Max(bucket => bucket.Threads.Max));
        Assert.All(buckets, bucket => Assert.True(double.IsFinite(bucket.PerSecond?.Mean ?? 0)));
    }

    [Theory]
    [InlineData(8, "0 s")]
    [InlineData(25, "0 s, 0.01 s, 0.02 s")]
    [InlineData(950, "0 s, 0.1 s, 0.2 s, 0.3 s, 0.4 s, 0.5 s, 0.6 s, 0.7 s, 0.8 s, 0.9 s")]
    [InlineData(10_000, "0 s, 1 s, 2 s, 3 s, 4 s, 5 s, 6 s, 7 s, 8 s, 9 s, 10 s")]
    [InlineData(95_000, "0 s, 10 s, 20 s, 30 s, 40 s, 50 s, 60 s, 70 s, 80 s, 90 s")]
    [InlineData(600_000, "0 min, 1 min, 2 min, 3 min, 4 min, 5 min, 6 min, 7 min, 8 min, 9 min, 10 min")]
    [InlineData(5 * 3_600_000, "0 min, 30 min, 60 min, 90 min, 120 min, 150 min, 180 min, 210 min, 240 min, 270 min, 300 min")]
    [InlineData(31.0 * 24 * 3_600_000, "0 h, 96 h, 192 h, 288 h, 384 h, 480 h, 576 h, 672 h")]
    public void The_axis_has_round_times(double durationMs, string expected) =>
        Assert.Equal(expected, string.Join(", ", new TimeAxis(durationMs).Ticks().Select(tick => tick.Text)));

    [Fact]
    public void Stalls_that_overlap_are_below_each_other_and_others_share_a_level()
    {
        // 0 |-----|    |---|
        // 1   |-----|
        // 2     |------------|
        ReportStallMark[] marks = [Mark(0, 60), Mark(20, 80), Mark(40, 180), Mark(110, 150)];

        Assert.Equal([0, 1, 2, 0], StallLevels.Of(marks));
        Assert.Equal(StallLevels.Most, StallLevels.Of([.. Enumerable.Range(0, 50).Select(i => Mark(i, 1_000))]).Distinct().Count());
        Assert.Empty(StallLevels.Of([]));
    }

    private static ReportStallMark Mark(double start, double end) => new() { StartMs = start, EndMs = end, FindingId = "a" };

    private static ReportPoolSample Sample(double time, int threads, long queue, long completed) =>
        new() { TimeMs = time, Threads = threads, Queue = queue, Completed = completed };
}
