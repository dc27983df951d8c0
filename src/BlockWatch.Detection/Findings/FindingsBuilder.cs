using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Libraries;
using BlockWatch.Detection.Pool;
using BlockWatch.Detection.Requests;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Suppressions;

namespace BlockWatch.Detection.Findings;

/// <summary>Makes findings of what was added up.</summary>
internal sealed class FindingsBuilder
{
    private const double NsPerMs = 1e6;
    private const double NsPerSecond = 1e9;

    private readonly IRuleTexts _texts;
    private readonly RequestTracker _requests;

    private readonly SiteFilter _filter;

    public FindingsBuilder(IRuleTexts texts, SiteFilter filter, RequestTracker requests)
    {
        _texts = texts;
        _filter = filter;
        _requests = requests;
    }

    public IReadOnlyList<Finding> Build(SiteLedger ledger, Site starvationSite, IReadOnlyList<StarvationEpisode> episodes, StarvationWatch starvation, long now, IReadOnlyList<Finding> others)
    {
        var findings = new List<Finding>(ledger.Tallies.Count + 1);
        double all = ledger.StalledNs + ledger.PausedNs;
        foreach (SiteTally tally in ledger.Tallies.Values)
        {
            if (!_filter.IsSuppressed(tally.Site))
            {
                findings.Add(OfSite(tally, all, now));
            }
        }

        if (episodes.Count > 0)
        {
            findings.Add(OfStarvation(starvationSite, episodes, starvation, now));
        }

        findings.AddRange(others);
        findings.Sort((a, b) => a.TotalMs != b.TotalMs ? b.TotalMs.CompareTo(a.TotalMs) : string.CompareOrdinal(a.Site.Id, b.Site.Id));
        return findings;
    }

    /// <summary>The findings of BW0008.</summary>
    public IEnumerable<Finding> OfDeadlocks(IEnumerable<Deadlock> deadlocks, long now) => DeadlockFindings.Of(deadlocks, _texts, _filter, now);

    /// <summary>What each suppression did, with the sites that the ledger still knows.</summary>
    public IReadOnlyList<SuppressionOutcome> Suppressions(SiteLedger ledger) => ledger.LeftOut.SuppressionOutcomes(
    [
        .. ledger.Tallies.Values
            .Where(tally => _filter.SuppressionOf(tally.Site) != SiteFilter.None)
            .Select(tally => new SuppressedSite(tally.Site, _texts.Title(tally.Site), tally.Durations.Count, tally.TotalNs / NsPerMs)),
    ]);

    /// <summary>The finding of one site.</summary>
    /// <param name="tally">What was added up.</param>
    /// <param name="allStalledNs">All stalled time of the session.</param>
    /// <param name="now">The detector's clock.</param>
    public Finding OfSite(SiteTally tally, double allStalledNs, long now)
    {
        IReadOnlyList<RequestCount> requests = tally.Requests.Counts(name => _requests.ShareUnderWay(name, now));
        bool isQueued = QueuedText.AppliesTo(tally);
        string advice = isQueued ? QueuedText.Advice : _texts.Advice(tally.Site);
        return new Finding
        {
            Site = tally.Site,
            Severity = isQueued ? Severity.Info : _texts.SeverityOf(tally.Site),
            Confidence = tally.Confidence,
            Title = isQueued ? QueuedText.Title(tally.Site) : _texts.Title(tally.Site),
            Advice = InlinedAction.Explain(tally.Site, tally.Stacks.Shapes, requests) is { } inlined ? $"{inlined} {advice}".TrimEnd() : advice,
            Count = tally.Durations.Count,
            TotalMs = tally.TotalNs / NsPerMs,
            P50Ms = tally.Durations.Quantile(0.50) / NsPerMs,
            P95Ms = tally.Durations.Quantile(0.95) / NsPerMs,
            MaxMs = tally.Durations.Max / NsPerMs,
            PoolThreadSeconds = tally.TotalNs / NsPerSecond,
            ShareOfStalledTime = allStalledNs > 0 ? Math.Min(1, tally.TotalNs / allStalledNs) : 0,
            GcMs = tally.GcNs / NsPerMs,
            QueuedMs = tally.QueuedNs / NsPerMs,
            MajorFaults = tally.MajorFaults,
            ThrottledCount = tally.ThrottledCount,
            OpenCount = tally.OpenCount,
            ShortCount = tally.ShortCount,
            ShortMsPerSecond = tally.ShortTakenNs / NsPerMs,
            Sampled = tally.IsSampled,
            Threads = tally.Threads,
            SampleCount = tally.SampleCount,
            FirstSeenMs = tally.FirstSeen / NsPerMs,
            LastSeenMs = tally.LastSeen / NsPerMs,
            Stacks = tally.Stacks.Shapes,
            Owners = tally.Locks.Stacks.Shapes,
            Locks = tally.Locks.Facts,
            Requests = requests,
            Chains = tally.Chains.Counts,
            Library = LibraryUse.Of(tally.Site, tally.Stacks.Shapes),
        };
    }

    private Finding OfStarvation(Site site, IReadOnlyList<StarvationEpisode> episodes, StarvationWatch starvation, long now)
    {
        // Episodes beyond the watch's cap are forgotten one by one, the shortest first; count and sum still have them.
        var durations = new DurationHistogram();
        long total = starvation.ForgottenNs;
        long first = long.MaxValue;
        long last = long.MinValue;
        foreach (StarvationEpisode episode in episodes)
        {
            long end = Math.Max(episode.EndNs ?? now, episode.StartNs);
            durations.Add(end - episode.StartNs);
            total += end - episode.StartNs;
            first = Math.Min(first, episode.StartNs);
            last = Math.Max(last, end);
        }

        return new Finding
        {
            Site = site,
            Severity = _texts.SeverityOf(site),
            Confidence = Confidence.Certain,
            Title = _texts.Title(site),
            Advice = _texts.Advice(site),
            Count = starvation.EpisodeCount,
            TotalMs = total / NsPerMs,
            P50Ms = durations.Quantile(0.50) / NsPerMs,
            P95Ms = durations.Quantile(0.95) / NsPerMs,
            MaxMs = durations.Max / NsPerMs,
            PoolThreadSeconds = episodes.Sum(episode => episode.Culprits.Sum(culprit => culprit.PoolThreadSeconds)),
            OpenCount = episodes.Count(episode => episode.EndNs is null),
            FirstSeenMs = first / NsPerMs,
            LastSeenMs = last / NsPerMs,
        };
    }
}
