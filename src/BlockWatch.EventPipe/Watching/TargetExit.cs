using System.Diagnostics;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Tells a target that is gone from one that has only closed its session.</summary>
internal static class TargetExit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>True when the process ends within moments: a runtime closes its sessions shortly before its process is gone.</summary>
    /// <param name="processId">The target.</param>
    /// <param name="atStart">What was seen of it when it was attached to.</param>
    public static async Task<bool> HasHappenedAsync(int processId, ProcStat? atStart)
    {
        for (long since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < Patience;)
        {
            bool alive = ProcFile.Stat(processId) is { } stat && stat.State is not ('Z' or 'X') && stat.StartTicks == atStart?.StartTicks;
            if (!alive)
            {
                return true;
            }

            await Task.Delay(20).ConfigureAwait(false);
        }

        return false;
    }
}
