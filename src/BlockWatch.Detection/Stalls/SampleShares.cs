using BlockWatch.Detection.Samples;

namespace BlockWatch.Detection.Stalls;

/// <summary>Says how much of a stall's time without exact evidence each of its samples speaks for.</summary>
/// <remarks>
/// Bursts are looks at different phases of a stall. Each speaks for the time around it, up to the middle between it and the
/// next one, however many samples it has; its samples share that equally.
/// <code>
/// stall    |---------------------------------------------|
/// burst       s s s s                       f f
/// speaks   |ssssssssssssssssssssss|fffffffffffffffffffffff|
/// </code>
/// </remarks>
internal sealed class SampleShares
{
    // Samples of one burst are about a millisecond apart, more on a loaded machine; bursts are 100 ms apart and more.
    private const long BurstGapNs = 40_000_000;

    private readonly List<double> _shares = [];

    /// <summary>The samples' shares, in their order; their sum is 1. Valid until the next call.</summary>
    /// <param name="samples">By time; at least one.</param>
    /// <param name="start">Of the stall.</param>
    /// <param name="end">Of the stall.</param>
    /// <param name="uncovered">How much of an interval no exact evidence covers.</param>
    public IReadOnlyList<double> Of(List<SamplePoint> samples, long start, long end, Func<long, long, long> uncovered)
    {
        _shares.Clear();
        if (samples.Exists(sample => sample.IsFolded))
        {
            // Folded ones have lost their times.
            AddEqually(samples, 0, samples.Count, 1.0);
            return _shares;
        }

        long all = Math.Max(1, uncovered(start, end));
        long from = start;
        int first = 0;
        for (int i = 1; i <= samples.Count; i++)
        {
            bool isLast = i == samples.Count;
            if (!isLast && samples[i].Time - samples[i - 1].Time <= BurstGapNs)
            {
                continue;
            }

            long to = isLast ? end : samples[i - 1].Time + ((samples[i].Time - samples[i - 1].Time) / 2);
            AddEqually(samples, first, i, (double)uncovered(from, to) / all);
            (from, first) = (to, i);
        }

        return _shares;
    }

    private void AddEqually(List<SamplePoint> samples, int first, int end, double share)
    {
        int weight = 0;
        for (int i = first; i < end; i++)
        {
            weight += samples[i].Weight;
        }

        for (int i = first; i < end; i++)
        {
            _shares.Add(share * samples[i].Weight / weight);
        }
    }
}
