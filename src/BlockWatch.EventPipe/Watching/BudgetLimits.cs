using System.Globalization;
using BlockWatch.EventPipe.Governing;
using BlockWatch.EventPipe.Governing.Calibration;

namespace BlockWatch.EventPipe.Watching;

/// <summary>What was left out to keep the budget and belongs to no lane of the report, in sentences.</summary>
internal static class BudgetLimits
{
    /// <param name="times">For how long each thing was told.</param>
    /// <param name="itemCost">What work items were measured to cost; null when they were not.</param>
    /// <param name="withRequests">False when the user wanted no requests.</param>
    /// <param name="seesSleeps">True when the system tells which threads sleep.</param>
    /// <param name="refusedCount">How often the target refused to open or change a session.</param>
    public static IReadOnlyList<string> Of(LaneTimes times, ItemCost? itemCost, bool withRequests, bool seesSleeps, int refusedCount) =>
    [
        .. itemCost is not null ? [ItemCostText(itemCost, seesSleeps)] : Array.Empty<string>(),
        .. withRequests && times.WithRequests < times.All ? [RequestsText(times)] : Array.Empty<string>(),
        .. refusedCount > 0 ? [RefusedText(refusedCount)] : Array.Empty<string>(),
    ];

    private static string ItemCostText(ItemCost cost, bool seesSleeps) => string.Create(
        CultureInfo.InvariantCulture,
        $"A work item that is told costs this target {Math.Max(0, cost.Us):0.0} us (standard error {cost.StandardErrorUs:0.0}, measured by {cost.Comparisons} comparisons): a stall that began in one of their pauses {(seesSleeps ? "is seen only when its thread slept through it, or computed for long" : "may be missed")}.");

    private static string RequestsText(LaneTimes times) => string.Create(
        CultureInfo.InvariantCulture,
        $"Requests were told for {times.WithRequests.TotalSeconds:0.0} s of {times.All.TotalSeconds:0.0} s, mostly while something stalled, to keep the budget: what stalled in the rest of the time names no request.");

    private static string RefusedText(int count) => string.Create(
        CultureInfo.InvariantCulture,
        $"The target refused a session {count} times (64 may be open on it): stalls may lack their stacks, and the budget may not have been kept.");
}
