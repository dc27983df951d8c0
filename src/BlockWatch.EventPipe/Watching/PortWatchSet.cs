using System.Runtime.CompilerServices;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Launching;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Watches the processes that a diagnostic port leads to.</summary>
public static class PortWatchSet
{
    /// <summary>
    /// Where we listen: watches whoever connects, until the duration is over or <paramref name="stop"/> is cancelled; targets come when they start, several and again and again.
    /// Where a runtime listens: watches it, until its exit too.
    /// </summary>
    /// <remarks>
    /// One that waits to be let go on is let go on as soon as its sessions are open, and whatever happens. The port only tells who is there: each target is
    /// watched through its usual socket, so that it must be visible from here as a process.
    /// </remarks>
    /// <exception cref="WatchException">The port cannot be listened at, or nobody listens there.</exception>
    public static Task<WatchSetResult> AttachAsync(DiagnosticPort port, WatchOptions options, IWatchSetObserver observer, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(port);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        return port.Listens ? ListenAsync(port.Path, options, observer, stop) : ConnectAsync(port.Path, options, observer, stop);
    }

    private static async Task<WatchSetResult> ListenAsync(string path, WatchOptions options, IWatchSetObserver observer, CancellationToken stop)
    {
        await using ReversePort port = ReversePort.ListenAt(path);
        observer.OnNotice($"waiting for targets that are started with DOTNET_DiagnosticPorts={port.EnvironmentValueWithoutWait}");
        var arrivals = new PortArrivals(port);
        try
        {
            var set = new TargetSet("attach", options, observer, arrivals.WatchAsync, TimeProvider.System);
            return await set.RunAsync([], arrivals.ComeAsync, endsWithTargets: false, stop).ConfigureAwait(false);
        }
        finally
        {
            await arrivals.LetGoAsync().ConfigureAwait(false);
        }
    }

    private static async Task<WatchSetResult> ConnectAsync(string path, WatchOptions options, IWatchSetObserver observer, CancellationToken stop)
    {
        ListeningRuntime runtime = ListeningRuntime.At(path);
        int id = runtime.ProcessId;
        var set = new TargetSet("attach", options, observer, WatchAsync, TimeProvider.System);
        return await set.RunAsync([new FoundTarget(id, TargetDiscovery.NameOf(id))], NobodyAsync, endsWithTargets: true, stop).ConfigureAwait(false);

        Task<WatchResult> WatchAsync(FoundTarget found, WatchOptions own, IWatchObserver told, CancellationToken end) => LaunchedWatch.WatchAsync(
            id, identity => new TargetWatch(id, identity, own, told, fromStart: false), static _ => { }, runtime.ResumeAsync, end);
    }

    private static async IAsyncEnumerable<FoundTarget> NobodyAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield break;
    }
}
