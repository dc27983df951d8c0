using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Watches a running process.</summary>
public static class LiveWatch
{
    /// <summary>Watches until the duration is over, <paramref name="stop"/> is cancelled or the target exits; each gives a result.</summary>
    /// <exception cref="WatchException">The target cannot be watched.</exception>
    public static async Task<WatchResult> AttachAsync(int processId, WatchOptions options, IWatchObserver observer, CancellationToken stop)
    {
        (_, RuntimeIdentity identity) = TargetFinder.Open(processId);
        using var watch = new TargetWatch(processId, identity, options, observer, fromStart: false);
        watch.Open();
        return await watch.RunAsync(stop).ConfigureAwait(false);
    }
}
