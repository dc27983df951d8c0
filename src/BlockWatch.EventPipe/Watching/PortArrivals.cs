using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Launching;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Watching;

/// <summary>The runtimes that connect to a port of the user's, as targets. None of them is left waiting.</summary>
/// <remarks>
/// Whether a runtime waits it does not say: each is attached to as if it ran already, with the list of its methods, and let go on when the sessions are open. To be let go on
/// does nothing to one that runs.
/// </remarks>
internal sealed class PortArrivals(ReversePort port)
{
    private readonly ConcurrentDictionary<int, SuspendedRuntime> _waiting = new();

    // What the set was given: it takes so many and no more.
    private int _count;

    /// <summary>The applications, as they connect; others (the SDK's own processes) are let go on.</summary>
    public async IAsyncEnumerable<FoundTarget> ComeAsync([EnumeratorCancellation] CancellationToken stop)
    {
        while (await port.NextAsync(stop).ConfigureAwait(false) is { } runtime)
        {
            int id = runtime.Id;
            bool isSeen = id != 0;
            if (isSeen && !LaunchedProcess.IsApplication(ProcFile.CommandLine(id)))
            {
                await runtime.ResumeAsync().ConfigureAwait(false);
                continue;
            }

            if (isSeen && _count < TargetSet.MostTargets)
            {
                // An earlier one with that number has died.
                _waiting[id] = runtime;
            }
            else
            {
                // It will not be watched, and the set says why.
                await runtime.ResumeAsync().ConfigureAwait(false);
            }

            _count++;
            yield return isSeen ? new FoundTarget(id, TargetDiscovery.NameOf(id)) : new FoundTarget(runtime.ProcessId, "?", WhyUnseen(runtime.ProcessId));
        }
    }

    public Task<WatchResult> WatchAsync(FoundTarget found, WatchOptions options, IWatchObserver observer, CancellationToken stop) => found.WhyNot is { } why
        ? throw TargetFinder.Refusal(found.ProcessId, found.Name, why)
        : LaunchedWatch.WatchAsync(
            found.ProcessId,
            identity => new TargetWatch(found.ProcessId, identity, options, observer, fromStart: false),
            static _ => { },
            () => ResumeAsync(found.ProcessId),
            stop);

    /// <summary>Nobody is watched any more: whoever still waits goes on; the port does the same with those that nobody took.</summary>
    public async Task LetGoAsync()
    {
        foreach (int id in _waiting.Keys)
        {
            await ResumeAsync(id).ConfigureAwait(false);
        }
    }

    private Task ResumeAsync(int id) => _waiting.TryRemove(id, out SuspendedRuntime? runtime) ? runtime.ResumeAsync() : Task.CompletedTask;

    private static string WhyUnseen(int itsOwnId) => string.Create(
        CultureInfo.InvariantCulture,
        $"it is in a pid namespace that cannot be seen from here (it takes itself for {itsOwnId}): share the namespace (in Kubernetes shareProcessNamespace: true)");
}
