using System.ComponentModel;
using System.Diagnostics;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Tells a target that is gone from one that has only closed its session.</summary>
internal static class TargetExit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>True when the process ends within moments: a runtime closes its sessions shortly before its process is gone.</summary>
    /// <param name="processId">The target.</param>
    /// <param name="atStart">What was seen of it when it was attached to; null where there is no /proc.</param>
    public static async Task<bool> HasHappenedAsync(int processId, ProcStat? atStart)
    {
        for (long since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < Patience;)
        {
            if (!IsAlive(processId, atStart))
            {
                return true;
            }

            await Task.Delay(20).ConfigureAwait(false);
        }

        return false;
    }

    // Without /proc the number may be another process's by now; it is not given again within moments.
    private static bool IsAlive(int processId, ProcStat? atStart)
    {
        if (atStart is not null)
        {
            return ProcFile.Stat(processId) is { } stat && stat.State is not ('Z' or 'X') && stat.StartTicks == atStart.StartTicks;
        }

        try
        {
            using Process process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // There is none, or it is not ours to ask: then its closed session is all that we know.
            return false;
        }
    }
}
