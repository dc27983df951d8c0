using BlockWatch.Detection.Session;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Shows a watch while it runs. Callable from any thread, until the watch's result is there.</summary>
public interface IWatchView
{
    /// <summary>False while the target still lists its methods: stalls are seen then, and told once their frames have names.</summary>
    bool HasAllMethods { get; }

    /// <summary>Methods whose names are known; rises while the target lists them.</summary>
    int MethodCount { get; }

    /// <summary>What the result would be if the user ended the watch now.</summary>
    /// <remarks>
    /// A copy, which nothing changes afterwards. It is made under detection's lock: with hundreds of sites some milliseconds in which no event is
    /// taken in, so ask a few times a second at most.
    /// </remarks>
    WatchResult SoFar();
}
