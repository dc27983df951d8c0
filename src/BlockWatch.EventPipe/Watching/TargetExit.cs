using System.Diagnostics;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Tells a target that exits from one whose connection broke.</summary>
internal static class TargetExit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>True when the process is gone, or is within two seconds: a runtime closes its sessions shortly before.</summary>
    /// <param name="processId">The target.</param>
    /// <param name="atStart">What the system said of it when the watch began; null when it said nothing.</param>
    public static async Task<bool> HasComeAsync(int processId, ProcStat? atStart)
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
