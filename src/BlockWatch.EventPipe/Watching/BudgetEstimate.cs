using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Governing;

namespace BlockWatch.EventPipe.Watching;

/// <summary>What watching took of the target, by what each counted thing costs.</summary>
internal static class BudgetEstimate
{
    /// <summary>An idle target pays less for each thing than a busy one, and never more than it used at all.</summary>
    /// <param name="allowedShare">The budget, of one core.</param>
    /// <param name="runtimeMajor">The target's runtime: what things cost depends on it.</param>
    /// <param name="done">What the lanes brought.</param>
    /// <param name="durationMs">In how long, milliseconds.</param>
    /// <param name="targetCpuMs">What the target used in it, milliseconds; null when not known.</param>
    public static BudgetUse Of(double allowedShare, int runtimeMajor, LaneActivity done, double durationMs, double? targetCpuMs)
    {
        double mostMs = targetCpuMs ?? double.MaxValue;
        return new BudgetUse(
            allowedShare,
            Math.Min(LaneCosts.Of(runtimeMajor).MsOf(done), mostMs) / durationMs,
            Math.Min(LaneCosts.DearestOf(runtimeMajor).MsOf(done), mostMs) / durationMs);
    }
}
