using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Waits for the end of a watch, and tells which it was.</summary>
/// <param name="processId">The target.</param>
/// <param name="statAtStart">What the system said of it at the start; null where it says nothing.</param>
/// <param name="spans">The session of the spans lane: it ends when the target does, or its connection.</param>
/// <param name="waits">The session of the waits lane.</param>
internal sealed class WatchEnd(int processId, ProcStat? statAtStart, LaneSession spans, LaneSession waits)
{
    /// <summary>For how long the end of one session may come after another's, and a session may take to stop.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Returns when the target, or its connection, ends, the duration is over, or it is stopped.</summary>
    public async Task<SessionEnd> WaitAsync(TimeSpan? duration, CancellationToken stop)
    {
        Task<Exception?> drained = spans.Ended;
        Task over = duration is { } time ? Task.Delay(time, stop) : Task.Delay(Timeout.InfiniteTimeSpan, stop);
        Task first = await Task.WhenAny(drained, over).ConfigureAwait(false);
        if (first == drained)
        {
            return await TargetExit.HasHappenedAsync(processId, statAtStart).ConfigureAwait(false) ? SessionEnd.TargetExited : SessionEnd.ConnectionLost;
        }

        return stop.IsCancellationRequested ? SessionEnd.Stopped : SessionEnd.DurationOver;
    }

    /// <summary>Watches over the waits lane: the end of a target, or of its connection, ends the spans lane as well; alone it must not be silent.</summary>
    /// <exception cref="IOException">It ended alone; or what its reader threw.</exception>
    public async Task FollowWaitsAsync(CancellationToken ending)
    {
        Exception? broken = await waits.Ended.WaitAsync(ending).ConfigureAwait(false);
        Task first = await Task.WhenAny(spans.Ended, Task.Delay(Patience, ending)).ConfigureAwait(false);
        if (first != spans.Ended && !ending.IsCancellationRequested)
        {
            throw broken ?? new IOException("the target ended its session");
        }
    }
}
