using BlockWatch.Detection.Session;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Watches a running process.</summary>
public static class LiveWatch
{
    /// <summary>Watches until the duration is over, <paramref name="stop"/> is cancelled or the target exits; each gives a result.</summary>
    /// <exception cref="WatchException">The target cannot be watched.</exception>
    public static Task<WatchResult> AttachAsync(int processId, WatchOptions options, IWatchObserver observer, CancellationToken stop) =>
        throw new NotSupportedException();
}
