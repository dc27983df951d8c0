using BlockWatch.Detection.Findings;

namespace BlockWatch.Telemetry.Figures;

/// <summary>Stalls and their time by site. Not thread-safe.</summary>
/// <remarks>Bounded: the first <see cref="SiteCap"/> sites have series of their own; what comes after is counted as <see cref="SiteLabels.Other"/> of its rule.</remarks>
internal sealed class SiteTotals
{
    /// <summary>Series of one metric and one target, without those of "other".</summary>
    public const int SiteCap = 200;

    /// <summary>With those of "other": one for each rule, and room for the SDK's own.</summary>
    public const int SeriesCap = SiteCap + 50;

    private readonly Dictionary<SiteLabels, Total> _sites = [];
    private readonly Dictionary<string, Total> _others = [];

    /// <summary>Adds a stall that is over. Parts that the user left out are not counted.</summary>
    public void Add(Stall stall)
    {
        bool isFirst = true;
        foreach (StallPart part in stall.Parts.Where(part => !part.IsLeftOut))
        {
            Total total = Of(SiteLabels.Of(part.Site));
            total.Stalls += isFirst ? 1 : 0;
            total.TimeNs += part.DurationNs;
            isFirst = false;
        }

        if (stall.Parts.Count == 0)
        {
            Total total = Of(SiteLabels.Of(null));
            total.Stalls++;
            total.TimeNs += Math.Max(0, (stall.EndNs ?? stall.StartNs) - stall.StartNs - stall.GcNs);
        }
    }

    public IReadOnlyList<MetricPoint> Stalls() => Points(total => total.Stalls);

    /// <summary>Seconds.</summary>
    public IReadOnlyList<MetricPoint> Time() => Points(total => total.TimeNs / 1e9);

    private MetricPoint[] Points(Func<Total, double> value) =>
    [
        .. _sites.Select(site => new MetricPoint(value(site.Value), [site.Key.Rule, site.Key.Module, site.Key.Method])),
        .. _others.Select(other => new MetricPoint(value(other.Value), [other.Key, SiteLabels.Other, SiteLabels.Other])),
    ];

    private Total Of(SiteLabels site)
    {
        if (_sites.TryGetValue(site, out Total? known))
        {
            return known;
        }

        if (_sites.Count < SiteCap)
        {
            return _sites[site] = new Total();
        }

        if (!_others.TryGetValue(site.Rule, out Total? other))
        {
            _others[site.Rule] = other = new Total();
        }

        return other;
    }

    private sealed class Total
    {
        public long Stalls { get; set; }

        public long TimeNs { get; set; }
    }
}
