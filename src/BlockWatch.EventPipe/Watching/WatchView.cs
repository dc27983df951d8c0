using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Methods;

namespace BlockWatch.EventPipe.Watching;

/// <summary>The view of a <see cref="TargetWatch"/>.</summary>
/// <param name="methods">What has a name; thread-safe.</param>
/// <param name="listing">Ends when the target has listed its methods, or will not.</param>
/// <param name="soFar">Makes a result of what is known now.</param>
internal sealed class WatchView(MethodMap methods, Task listing, Func<WatchResult> soFar) : IWatchView
{
    public bool HasAllMethods => listing.IsCompleted;

    public int MethodCount => methods.Count;

    public WatchResult SoFar()
    {
        WatchResult result = soFar();

        // Until then some frames have no name, and what needs one waits.
        return HasAllMethods ? result : result with { Session = result.Session with { Complete = false } };
    }
}
