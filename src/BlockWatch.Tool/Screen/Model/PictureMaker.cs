using BlockWatch.Detection.Findings;

namespace BlockWatch.Tool.Screen.Model;

/// <summary>Makes pictures of looks: adds what only several looks tell, as activity by the second.</summary>
/// <remarks>Not thread-safe. Keeps as many sites as the detector does.</remarks>
internal sealed class PictureMaker
{
    // An episode of starvation is no place: the pool's panel has it.
    private const string StarvationRule = "BW0007";

    private readonly Dictionary<string, SiteHistory> _sites = [];
    private readonly SecondRing _threads = new();
    private readonly SecondRing _queue = new();
    private readonly SecondRing _completed = new();
    private long _completedItems;
    private ScreenLook? _last;
    private DateTimeOffset? _resetAt;

    /// <summary>From the last look on the list counts from nothing.</summary>
    public void Reset()
    {
        if (_last is not { } last)
        {
            return;
        }

        _resetAt = last.At;
        foreach (Finding finding in SitesOf(last))
        {
            HistoryOf(finding.Site.Id).Reset(finding);
        }
    }

    public ScreenPicture Observe(ScreenLook look)
    {
        _last = look;
        long second = look.At.ToUnixTimeSeconds();
        foreach (StallPart part in look.Closed.SelectMany(stall => stall.Parts).Where(part => !part.IsLeftOut))
        {
            HistoryOf(part.Site.Id).AddClosed(part.DurationNs);
        }

        List<SiteRow> rows = [];
        foreach (Finding finding in SitesOf(look))
        {
            SiteRow row = HistoryOf(finding.Site.Id).Observe(finding, second);
            if (_resetAt is null || row.Count > 0 || row.PoolSeconds > 0 || finding.OpenCount > 0)
            {
                rows.Add(row);
            }
        }

        Forget(look);
        return new ScreenPicture
        {
            At = look.At,
            Result = look.Result,
            HasAllMethods = look.HasAllMethods,
            MethodCount = look.MethodCount,
            Sites = rows,
            Pool = PoolOf(look, second),
            ResetAt = _resetAt,
        };
    }

    private static IEnumerable<Finding> SitesOf(ScreenLook look) =>
        look.Result?.Detection.Findings.Where(finding => finding.Site.RuleId != StarvationRule) ?? [];

    private SiteHistory HistoryOf(string id)
    {
        if (!_sites.TryGetValue(id, out SiteHistory? history))
        {
            history = new SiteHistory(_resetAt is not null);
            _sites.Add(id, history);
        }

        return history;
    }

    private void Forget(ScreenLook look)
    {
        HashSet<string> known = [.. SitesOf(look).Select(finding => finding.Site.Id)];
        foreach (string id in _sites.Keys.Where(id => !known.Contains(id)).ToArray())
        {
            _sites.Remove(id);
        }
    }

    private PoolPicture PoolOf(ScreenLook look, long second)
    {
        if (look.Result?.Detection is not { PoolNow: { } now } detection)
        {
            return new PoolPicture();
        }

        // Kept samples are merged in a long watch; their sum stays what it is.
        long completed = detection.Pool.Sum(sample => sample.CompletedItems);
        _threads.Set(second, now.Threads);
        _queue.Raise(second, now.QueueLength);
        _completed.Add(second, Math.Max(0, completed - _completedItems));
        _completedItems = completed;
        return new PoolPicture { Now = now, Threads = _threads.Values(), Queue = _queue.Values(), Completed = _completed.Values() };
    }
}
