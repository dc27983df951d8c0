using BlockWatch.Detection.Async;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Tasks;

/// <summary>Looks at the tasks of a running process.</summary>
public static class LiveTasks
{
    /// <summary>Follows them until the duration is over, <paramref name="stop"/> is cancelled, the budget is spent or the target exits; each gives a result.</summary>
    /// <param name="processId">The target.</param>
    /// <param name="options">For how long, and how often to hand out what is known.</param>
    /// <param name="onLook">Handed the graph while the look goes on; what it throws ends the look.</param>
    /// <param name="stop">Ends the look.</param>
    /// <exception cref="WatchException">The target cannot be watched.</exception>
    public static async Task<TaskLook> LookAsync(int processId, TaskLookOptions options, Action<TaskLook> onLook, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(onLook);
        (_, RuntimeIdentity identity) = TargetFinder.Open(processId);
        using var watch = new TaskWatch(processId, identity, options);
        watch.Open();
        return await watch.RunAsync(onLook, stop).ConfigureAwait(false);
    }
}
