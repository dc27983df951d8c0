using System.Globalization;
using BlockWatch.EventPipe.Lanes.AsyncProfiler;
using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Watching;

/// <summary>What a runtime cannot show, in sentences for the report.</summary>
internal static class RuntimeLimits
{
    /// <param name="runtimeMajor">The runtime's major version.</param>
    /// <param name="withTasks">True when tasks are followed.</param>
    public static IReadOnlyList<string> Of(int runtimeMajor, bool withTasks = false)
    {
        var limits = new List<string>();
        if (runtimeMajor < SessionPlan.FirstWithStacklessSessions)
        {
            string runtime = string.Create(CultureInfo.InvariantCulture, $".NET {runtimeMajor}");
            limits.Add($"{runtime} has no wait events: a wait is explained only when a sampler burst fell into it.");
            limits.Add($"{runtime} walks the stack of each work item for us: 4.5 to 9 us an item, instead of 1.2 to 4 on .NET 10.");
        }

        if (withTasks && runtimeMajor >= ResumptionLane.FirstRuntime)
        {
            string runtime = string.Create(CultureInfo.InvariantCulture, $".NET {runtimeMajor}");
            limits.Add(
                $"{runtime} does not say what methods compiled as runtime async await: failed tasks that nobody awaited (BW0011) are not looked for, "
                + "and deadlocks through such methods are not found.");
        }

        limits.Add("Threads that are not pool threads are judged only when they run what is posted to them (event loops).");
        return limits;
    }
}
