using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Tool.Screen.Model;

/// <summary>What the screen remembers of one site between looks: its activity, and where it stood at the last reset.</summary>
internal sealed class SiteHistory
{
    private const double NsPerMs = 1e6;

    private readonly SecondRing _activity = new();
    private double _takenMs;
    private long _countAtReset;
    private double _secondsAtReset;
    private DurationHistogram? _sinceReset;

    /// <param name="isAfterReset">True when the list counts since a reset: then this site had nothing before.</param>
    public SiteHistory(bool isAfterReset) => _sinceReset = isAfterReset ? new DurationHistogram() : null;

    public void Reset(Finding finding)
    {
        (_countAtReset, _secondsAtReset) = (finding.Count, finding.PoolThreadSeconds);
        _sinceReset = new DurationHistogram();
    }

    /// <summary>A stall is over that had a part here.</summary>
    public void AddClosed(long durationNs) => _sinceReset?.Add(durationNs);

    /// <summary>The site as of now.</summary>
    /// <param name="finding">What the look says.</param>
    /// <param name="second">The look's second.</param>
    public SiteRow Observe(Finding finding, long second)
    {
        // What a stall took can turn out to be another site's: that is no activity.
        _activity.Add(second, Math.Max(0, finding.TotalMs - _takenMs));
        _takenMs = finding.TotalMs;
        long count = Math.Max(0, finding.Count - _countAtReset);
        double seconds = Math.Max(0, finding.PoolThreadSeconds - _secondsAtReset);
        return _sinceReset is not { } since
            ? new SiteRow(finding, count, seconds, finding.P95Ms, finding.MaxMs, _activity.Values())
            : new SiteRow(finding, count, seconds, Ms(since, since.Quantile(0.95)), Ms(since, since.Max), _activity.Values());
    }

    private static double? Ms(DurationHistogram durations, long ns) => durations.Count == 0 ? null : ns / NsPerMs;
}
