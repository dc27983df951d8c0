using BlockWatch.Detection.Async;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;
using BlockWatch.Detection.Suppressions;

namespace BlockWatch.Detection.LostTasks;

/// <summary>Counts lost tasks by the method that failed, and makes their findings. Bounded: <see cref="Cap"/> methods; further ones are left out.</summary>
internal sealed class LostTaskBook
{
    public const int Cap = 512;

    private readonly IAsyncNames _names;
    private readonly ISiteFactory _sites;
    private readonly IRuleTexts _texts;
    private readonly SiteFilter _filter;
    private readonly Dictionary<string, LostTaskTally> _tallies = new(StringComparer.Ordinal);

    public LostTaskBook(IAsyncNames names, ISiteFactory sites, IRuleTexts texts, SiteFilter filter)
    {
        _names = names;
        _sites = sites;
        _texts = texts;
        _filter = filter;
    }

    public void Add(FailedTask task)
    {
        if (!_tallies.TryGetValue(task.Name, out LostTaskTally? tally))
        {
            if (_tallies.Count >= Cap)
            {
                return;
            }

            tally = new LostTaskTally();
            _tallies.Add(task.Name, tally);
        }

        tally.Add(task);
    }

    /// <summary>A finding for each method; none for those that are known to be the framework's or a library's.</summary>
    public IReadOnlyList<Finding> Build()
    {
        List<Finding> findings = [];
        foreach ((string name, LostTaskTally tally) in _tallies)
        {
            Frame? method = _names.MethodOf(name);
            if (method is not null && method.Origin != FrameOrigin.User)
            {
                continue;
            }

            Site site = _sites.SiteOfLostTask(method ?? new Frame { Method = AsyncName.Readable(name) });
            if (!_filter.IsSuppressed(site))
            {
                findings.Add(Of(site, tally, isNamed: method is not null));
            }
        }

        return findings;
    }

    private Finding Of(Site site, LostTaskTally tally, bool isNamed) => new()
    {
        Site = site,
        Severity = _texts.SeverityOf(site),
        Confidence = isNamed && tally.IsStarterOver ? Confidence.Likely : Confidence.Possible,
        Title = _texts.Title(site),
        Advice = _texts.Advice(site),
        Count = tally.Count,
        FirstSeenMs = tally.First / 1e6,
        LastSeenMs = tally.Last / 1e6,
        LostTask = new LostTaskFacts(tally.StarterName is { } starter ? _names.MethodOf(starter)?.Method ?? AsyncName.Readable(starter) : null),
    };
}
