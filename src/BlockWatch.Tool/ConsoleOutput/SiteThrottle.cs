using BlockWatch.Detection.Findings;

namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>Decides which stalls get a line: a site's first at once, after that at most one line a second for each site, with how many stalls it stands for.</summary>
/// <remarks>
/// Not thread-safe. A stall comes up to twice, explained in flight and closed; it is counted once. Its end gets a line of its own
/// only when the site has nothing newer to say, because an end is the least urgent news of a site that stalls all the time. Bounded: over
/// <see cref="SiteCap"/> sites those that have nothing to say are forgotten, and over <see cref="OpenCap"/> open stalls all of these: some are counted twice then.
/// </remarks>
internal sealed class SiteThrottle
{
    /// <summary>Between two lines of one site.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public const int SiteCap = 2_048;
    public const int OpenCap = 16_384;

    private readonly Dictionary<string, SiteLines> _sites = [];

    // Stalls counted while in flight, with the site they were counted for; removed when they close.
    private readonly Dictionary<long, string> _open = [];

    /// <summary>A stall became known, or more of it did.</summary>
    /// <param name="stall">Stalls without a part count as one site.</param>
    /// <param name="now">Any clock that does not go back.</param>
    /// <returns>The line to print now; null when its site has to wait.</returns>
    public StallNews? Offer(Stall stall, TimeSpan now)
    {
        string siteId = stall.Parts.Count > 0 ? stall.Parts[0].Site.Id : "";
        if (_open.Count >= OpenCap)
        {
            _open.Clear();
        }

        bool isKnown = stall.EndNs is null
            ? !_open.TryAdd(stall.Id, siteId)
            : _open.Remove(stall.Id, out string? countedFor) && countedFor == siteId;
        if (!_sites.TryGetValue(siteId, out SiteLines? site))
        {
            if (_sites.Count >= SiteCap)
            {
                ForgetSilent(now);
            }

            site = new SiteLines();
            _sites.Add(siteId, site);
        }

        if (!isKnown)
        {
            site.Waiting = stall;
            site.NotYetPrinted++;
        }
        else if (site.Waiting is null || site.Waiting.Id == stall.Id)
        {
            site.Waiting = stall;
        }

        return now >= site.NextLineAt ? site.Take(now) : null;
    }

    /// <summary>The lines whose second is over.</summary>
    public IReadOnlyList<StallNews> TakeDue(TimeSpan now) => Take(now, site => site.NextLineAt <= now);

    /// <summary>All that waits, because nothing comes after.</summary>
    public IReadOnlyList<StallNews> TakeAll(TimeSpan now) => Take(now, _ => true);

    /// <summary>When the next waiting line is due; null when none waits.</summary>
    public TimeSpan? NextDue => _sites.Values.Where(site => site.Waiting is not null).Select(site => (TimeSpan?)site.NextLineAt).Min();

    /// <summary>Sites that are kept.</summary>
    internal int SiteCount => _sites.Count;

    // A site whose second is over and that has nothing to say is as good as a new one. When none is, all wait their turn and are gone the next time.
    private void ForgetSilent(TimeSpan now)
    {
        foreach ((string id, SiteLines site) in _sites)
        {
            if (site.Waiting is null && site.NextLineAt <= now)
            {
                _sites.Remove(id);
            }
        }
    }

    private List<StallNews> Take(TimeSpan now, Func<SiteLines, bool> isDue) =>
    [
        .. _sites.Values.Where(site => site.Waiting is not null && isDue(site))
            .Select(site => site.Take(now)!)
            .OrderBy(news => news.Stall.StartNs),
    ];

    private sealed class SiteLines
    {
        public TimeSpan NextLineAt { get; private set; } = TimeSpan.MinValue;

        // The newest stall that no line has shown as it is now; null when all is said.
        public Stall? Waiting { get; set; }

        public int NotYetPrinted { get; set; }

        public StallNews? Take(TimeSpan now)
        {
            if (Waiting is not { } stall)
            {
                return null;
            }

            StallNews news = new(stall, Math.Max(1, NotYetPrinted));
            Waiting = null;
            NotYetPrinted = 0;
            NextLineAt = now + Interval;
            return news;
        }
    }
}
