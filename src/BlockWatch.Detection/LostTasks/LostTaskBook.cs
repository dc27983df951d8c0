using BlockWatch.Detection.Async;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;
using BlockWatch.Detection.Suppressions;

namespace BlockWatch.Detection.LostTasks;

/// <summary>Counts lost tasks by their method, those that failed and those that still ran at the end apart, and makes their findings. Bounded: <see cref="Cap"/> methods; further ones are left out.</summary>
internal sealed class LostTaskBook
{
    public const int Cap = 512;

    private readonly IAsyncNames _names;
    private readonly ISiteFactory _sites;
    private readonly IRuleTexts _texts;
    private readonly SiteFilter _filter;
    private readonly Dictionary<(string Name, bool IsRunning), LostTaskTally> _tallies = [];

    public LostTaskBook(IAsyncNames names, ISiteFactory sites, IRuleTexts texts, SiteFilter filter)
    {
        _names = names;
        _sites = sites;
        _texts = texts;
        _filter = filter;
    }

    public void Add(FailedTask task) => TallyOf(task.Name, isRunning: false)?.Add(task.Time, task.Starter, task.Exception);

    public void Add(UnfinishedTask task) => TallyOf(task.Name, isRunning: true)?.Add(task.Time, task.Starter, exception: null);

    /// <summary>
    /// A finding for each method; none for those that are known to be the framework's or a library's, and none for one that still ran and
    /// is not known to be the user's: servers end with many that do.
    /// </summary>
    public IReadOnlyList<Finding> Build()
    {
        List<Finding> findings = [];
        foreach (((string name, bool isRunning), LostTaskTally tally) in _tallies)
        {
            Frame? method = _names.MethodOf(name);
            if (method is null ? isRunning : method.Origin != FrameOrigin.User)
            {
                continue;
            }

            Site site = _sites.SiteOfLostTask(method ?? new Frame { Method = AsyncName.Readable(name) }, isRunning);
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
        Severity = site.StillRunning ? Severity.Info : _texts.SeverityOf(site),
        Confidence = isNamed && tally.IsStarterOver && !site.StillRunning ? Confidence.Likely : Confidence.Possible,
        Title = _texts.Title(site),
        Advice = _texts.Advice(site),
        Count = tally.Count,
        FirstSeenMs = tally.First / 1e6,
        LastSeenMs = tally.Last / 1e6,
        LostTask = new LostTaskFacts(tally.StarterName is { } starter ? _names.MethodOf(starter)?.Method ?? AsyncName.Readable(starter) : null)
        {
            StillRunning = site.StillRunning,
            Exceptions = tally.Exceptions,
        },
    };

    private LostTaskTally? TallyOf(string name, bool isRunning)
    {
        if (!_tallies.TryGetValue((name, isRunning), out LostTaskTally? tally) && _tallies.Count < Cap)
        {
            tally = new LostTaskTally();
            _tallies.Add((name, isRunning), tally);
        }

        return tally;
    }
}
