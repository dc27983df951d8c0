using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Html.Drawing;

/// <summary>Any number of pool samples as few enough to draw: of each stretch of time the least, the mean and the most.</summary>
internal static class PoolBuckets
{
    private const double MillisecondsPerSecond = 1000;

    /// <summary>In order of time; stretches without a sample have no bucket.</summary>
    /// <param name="samples">In order of time.</param>
    /// <param name="durationMs">How long the session was.</param>
    /// <param name="most">At most so many.</param>
    public static IReadOnlyList<PoolBucket> Of(IReadOnlyList<ReportPoolSample> samples, double durationMs, int most)
    {
        double width = Math.Max(durationMs, samples.Count > 0 ? samples[^1].TimeMs : 0) / most;
        int Index(ReportPoolSample sample) => width > 0 ? (int)Math.Clamp(sample.TimeMs / width, 0, most - 1) : 0;
        List<PoolBucket> buckets = [];
        int first = 0;
        for (int i = 1; i <= samples.Count; i++)
        {
            if (i == samples.Count || Index(samples[i]) != Index(samples[first]))
            {
                buckets.Add(Of(samples, first, i));
                first = i;
            }
        }

        return buckets;
    }

    private static PoolBucket Of(IReadOnlyList<ReportPoolSample> samples, int first, int end)
    {
        Tally threads = new();
        Tally queue = new();
        Tally rate = new();
        double completed = 0;
        double elapsedMs = 0;
        for (int i = first; i < end; i++)
        {
            threads.Add(samples[i].Threads);
            queue.Add(samples[i].Queue);

            // Items are counted since the sample before: of the first one nobody knows since when.
            double sinceMs = i > 0 ? samples[i].TimeMs - samples[i - 1].TimeMs : 0;
            if (sinceMs > 0)
            {
                rate.Add(samples[i].Completed / sinceMs * MillisecondsPerSecond);
                completed += samples[i].Completed;
                elapsedMs += sinceMs;
            }
        }

        double middle = (samples[first].TimeMs + samples[end - 1].TimeMs) / 2;
        Extent? perSecond = elapsedMs > 0 ? rate.Extent with { Mean = completed / elapsedMs * MillisecondsPerSecond } : null;
        return new PoolBucket(middle, threads.Extent, queue.Extent, perSecond);
    }

    private sealed class Tally
    {
        private double _sum;
        private int _count;
        private double _min = double.PositiveInfinity;
        private double _max = double.NegativeInfinity;

        public Extent Extent => new(_min, _sum / _count, _max);

        public void Add(double value)
        {
            _sum += value;
            _count++;
            _min = Math.Min(_min, value);
            _max = Math.Max(_max, value);
        }
    }
}
