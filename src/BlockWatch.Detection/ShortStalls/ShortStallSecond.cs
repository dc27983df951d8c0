using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stalls;

namespace BlockWatch.Detection.ShortStalls;

/// <summary>The short stalls that ended in one second, added up by site.</summary>
internal sealed class ShortStallSecond
{
    /// <summary>Stalls of one second that are kept; what comes beyond is added to the time that no site is known for.</summary>
    public const int StallCap = 4_096;

    // Fewer sampled stalls than this say nothing about the many that no sample fell into.
    private const int LeastSampledStalls = 3;

    private readonly Dictionary<string, SiteShare> _sites = [];
    private int _kept;

    // What is no blocking, or beyond the cap: it explains its share of the time, too.
    private long _otherExactNs;
    private long _otherSampledNs;

    public ShortStallSecond(long index) => Index = index;

    /// <summary>Which second of the session.</summary>
    public long Index { get; }

    /// <summary>Short stalls' time, whether their stacks were asked for or not.</summary>
    public long TotalNs { get; set; }

    /// <summary>Of it, the time of those that went through <see cref="Add"/>.</summary>
    public long BookedNs { get; private set; }

    /// <summary>Stalls that have ended and wait for their evidence.</summary>
    public int Pending { get; set; }

    public void Add(PendingStall stall, IReadOnlyList<PartDraft> parts)
    {
        BookedNs += stall.NetNs;
        foreach (PartDraft part in parts)
        {
            if (part.Site.Category == BlockingCategory.Unexplained)
            {
                continue;
            }

            if (!IsBlocking(part.Site.Category) || _kept >= StallCap)
            {
                _otherExactNs += part.ExactNs;
                _otherSampledNs += part.SampledNs;
                continue;
            }

            _kept++;
            if (!_sites.TryGetValue(part.SiteId, out SiteShare? share))
            {
                _sites.Add(part.SiteId, share = new SiteShare(part.Site));
            }

            share.Add(stall, part);
        }
    }

    /// <summary>The sites that took at least the limit, with their stalls.</summary>
    /// <remarks>
    /// What no stack explains is shared among all that samples showed, computing as well, as they say: a burst sees a site the more often, the
    /// more of the pool it takes.
    /// </remarks>
    public IEnumerable<(ShortStallSum Sum, SiteShare Share)> Over(long limitNs, long secondNs)
    {
        long exact = _otherExactNs + _sites.Values.Sum(share => share.ExactNs);
        long sampled = _otherSampledNs + _sites.Values.Sum(share => share.SampledNs);
        foreach (SiteShare share in _sites.Values)
        {
            bool isSampled = share.SampledNs > share.ExactNs;
            double taken = share.ExactNs;
            if (share.SampledStalls >= LeastSampledStalls)
            {
                taken += (double)share.SampledNs / sampled * Math.Max(0, BookedNs - exact);
            }

            if (taken >= limitNs)
            {
                yield return (new ShortStallSum(share.Site, Index * secondNs, (long)taken, share.Stalls.Count, share.Stalls.Max(stall => stall.Part.DurationNs), isSampled), share);
            }
        }
    }

    // A thread that computes for a while is not taken away from anybody: it does the work that the pool is there for.
    private static bool IsBlocking(BlockingCategory category) => category is not
        (BlockingCategory.Cpu or BlockingCategory.GarbageCollection or BlockingCategory.RuntimeWork
        or BlockingCategory.PageFault or BlockingCategory.ProcessorQueue);
}
