using BlockWatch.Detection.Session;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Finds in a recorded trace what a live watch would have found.</summary>
public static class TraceReplay
{
    /// <summary>Reads the whole trace. Missing providers are named in the result's limits.</summary>
    /// <exception cref="WatchException">No such file, empty, or not a .nettrace.</exception>
    public static WatchResult Analyze(string path, WatchOptions options, IWatchObserver observer, CancellationToken stop) =>
        throw new NotSupportedException();
}
