using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;

namespace BlockWatch.Tool.Screen.Model;

/// <summary>One site as the list shows it.</summary>
/// <param name="Finding">All that is known of it, since the watch began.</param>
/// <param name="Count">Stalls; after a reset those since then.</param>
/// <param name="PoolSeconds">Pool-thread time taken, seconds; after a reset what was taken since then.</param>
/// <param name="P95Ms">Milliseconds; after a reset of the stalls that ended since then, null while there is none.</param>
/// <param name="MaxMs">The same.</param>
/// <param name="Activity">Milliseconds taken in each of the last seconds, the newest last.</param>
internal sealed record SiteRow(Finding Finding, long Count, double PoolSeconds, double? P95Ms, double? MaxMs, IReadOnlyList<double> Activity)
{
    public string Id => Finding.Site.Id;

    /// <summary>Deadlocks hold for good what they hold: they come before everything that is measured.</summary>
    public bool IsDeadlock => Finding.Deadlock is not null;

    /// <summary>False for findings that hold no thread of the pool: deadlocks (their waits count at their own sites), event loops, lost tasks.</summary>
    public bool HoldsPool => Finding.Deadlock is null && Finding.Loop is null && Finding.LostTask is null;

    public bool IsUnexplained => Finding.Site.Category == BlockingCategory.Unexplained;
}
