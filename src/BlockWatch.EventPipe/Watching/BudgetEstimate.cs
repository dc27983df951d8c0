using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Governing;
using BlockWatch.EventPipe.Governing.Calibration;

namespace BlockWatch.EventPipe.Watching;

/// <summary>What watching took of the target, by what each counted thing costs.</summary>
internal static class BudgetEstimate
{
    /// <summary>By what each thing costs in the middle of all machines, made more or less by how fast this one shows to be; never more than the target used at all.</summary>
    /// <param name="allowedShare">The budget, of one core.</param>
    /// <param name="runtimeMajor">The target's runtime: what things cost depends on it.</param>
    /// <param name="done">What the lanes brought.</param>
    /// <param name="itemCost">What work items were measured to cost this target; null when they were not.</param>
    /// <param name="durationMs">In how long, milliseconds.</param>
    /// <param name="targetCpuMs">What the target used in it, milliseconds; null when not known.</param>
    public static BudgetUse Of(double allowedShare, int runtimeMajor, LaneActivity done, ItemCost? itemCost, double durationMs, double? targetCpuMs)
    {
        double mostMs = targetCpuMs ?? double.MaxValue;
        LaneCosts middle = LaneCosts.MiddleOf(runtimeMajor);
        LaneCosts dearest = LaneCosts.DearestOf(runtimeMajor);
        if (done.BaseMs is { } baseMs)
        {
            (double times, double eventTimes) = (LaneCosts.TimesOn(baseMs), LaneCosts.EventTimesOn(baseMs));
            middle = middle.OnMachine(baseMs, times, eventTimes);
            dearest = dearest.OnMachine(baseMs, Math.Max(times, 1), Math.Max(eventTimes, 1));
        }

        if (itemCost is not null)
        {
            middle = middle.WithItemUs(Math.Max(0, itemCost.Us));
            dearest = dearest.WithItemUs(Math.Max(0, itemCost.Us + (2 * itemCost.StandardErrorUs)));
        }

        return new BudgetUse(
            allowedShare,
            Math.Min(middle.MsOf(done), mostMs) / durationMs,
            Math.Min(dearest.MsOf(done), mostMs) / durationMs);
    }
}
