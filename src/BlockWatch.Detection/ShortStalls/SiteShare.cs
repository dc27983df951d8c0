using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stalls;

namespace BlockWatch.Detection.ShortStalls;

/// <summary>What one site took of the short stalls of one second.</summary>
internal sealed class SiteShare
{
    public SiteShare(Site site) => Site = site;

    public Site Site { get; }

    /// <summary>Known from events.</summary>
    public long ExactNs { get; private set; }

    /// <summary>Parts of stalls in which a sample was taken.</summary>
    public long SampledNs { get; private set; }

    /// <summary>Stalls in which a sample was taken here.</summary>
    public int SampledStalls { get; private set; }

    public List<(PendingStall Stall, PartDraft Part)> Stalls { get; } = [];

    public void Add(PendingStall stall, PartDraft part)
    {
        ExactNs += part.ExactNs;
        SampledNs += part.SampledNs;
        SampledStalls += part.SampledNs > 0 ? 1 : 0;
        Stalls.Add((stall, part));
    }
}
