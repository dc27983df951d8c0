using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Samples;

namespace BlockWatch.Detection.Stalls;

/// <summary>Says how much of a stall's time without exact evidence each of its samples speaks for.</summary>
/// <remarks>
/// Bursts are looks at different phases of a stall. Each speaks for the time around it, up to the middle between it and the
/// next one, however many samples it has; its samples share that equally. Where the thread computed in one of two neighbours
/// and hardly wanted a processor in the other, the operating system's account of the time between them says better where the one ended.
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
    /// <param name="stall">The stall.</param>
    /// <param name="uncovered">How much of an interval no exact evidence covers.</param>
    public IReadOnlyList<double> Of(List<SamplePoint> samples, PendingStall stall, Func<long, long, long> uncovered)
    {
        (long start, long end) = (stall.Start, stall.End);
        ThreadAccounts accounts = stall.Track.Evidence.Accounts;
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

            long to = isLast ? end : Boundary(samples, first, i, accounts);
            AddEqually(samples, first, i, (double)uncovered(from, to) / all);
            (from, first) = (to, i);
        }

        return _shares;
    }

    /// <summary>Where what the burst from <paramref name="first"/> saw gave way to what the one from <paramref name="next"/> saw.</summary>
    private static long Boundary(List<SamplePoint> samples, int first, int next, ThreadAccounts accounts)
    {
        // Rates that differ by less tell nothing: the thread may have done the same in both.
        const double LeastDifference = 0.25;
        (long from, long to) = (samples[next - 1].Time, samples[next].Time);
        int last = next;
        while (last + 1 < samples.Count && samples[last + 1].Time - samples[last].Time <= BurstGapNs)
        {
            last++;
        }

        double before = Rate(samples, first, next - 1, accounts);
        double after = Rate(samples, next, last, accounts);
        if (Math.Abs(before - after) < LeastDifference || accounts.WantedIn(from, to) is not { } wanted)
        {
            return from + ((to - from) / 2);
        }

        // wanted = before × (boundary − from) + after × (to − boundary)
        double length = (wanted - (after * (to - from))) / (before - after);
        return from + (long)Math.Clamp(length, 0, to - from);
    }

    // How much of the time the thread wanted a processor, 0 to 1.
    private static double Rate(List<SamplePoint> samples, int first, int last, ThreadAccounts accounts)
    {
        if (samples[first].Reading.Site?.Category == BlockingCategory.Cpu)
        {
            return 1;
        }

        (long from, long to) = (samples[first].Time, samples[last].Time);
        return to > from ? Math.Min(1, (accounts.WantedIn(from, to) ?? 0) / (to - from)) : 0;
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
