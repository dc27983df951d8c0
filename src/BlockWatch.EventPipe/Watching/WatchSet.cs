using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Watches several running processes at once.</summary>
public static class WatchSet
{
    /// <summary>
    /// Watches until the duration is over, <paramref name="stop"/> is cancelled or, when the targets were named by their ids, none of them is left.
    /// A target that cannot be watched, or not any more, has an outcome that says so and ends nothing else.
    /// </summary>
    /// <exception cref="WatchException">Nothing of the kind can be watched on this system.</exception>
    public static async Task<WatchSetResult> AttachAsync(TargetSelection selection, WatchOptions options, IWatchSetObserver observer, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        var set = new TargetSet("attach", options, observer, WatchAsync, TimeProvider.System);
        var discovery = new TargetDiscovery(selection, TimeProvider.System);
        IReadOnlyList<FoundTarget> first = discovery.First();
        if (first.Count == 0)
        {
            observer.OnNotice($"no .NET process is named '{selection.Name}' yet: waiting for one");
        }

        return await set.RunAsync(first, discovery.LaterAsync, endsWithTargets: selection.Name is null, stop).ConfigureAwait(false);
    }

    private static Task<WatchResult> WatchAsync(FoundTarget found, WatchOptions options, IWatchObserver observer, CancellationToken stop) => found.WhyNot is { } why
        ? throw TargetFinder.Refusal(found.ProcessId, found.Name, why)
        : LiveWatch.AttachAsync(found.ProcessId, options, observer, stop);
}
