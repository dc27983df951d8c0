using BlockWatch.Detection.Async;

namespace BlockWatch.Detection.LostTasks;

/// <summary>Finds async methods that the program's end cut off, and that nobody had awaited.</summary>
/// <remarks>
/// An await of a task, and a thread's wait for one, have events. <c>Task.WhenAll</c>, <c>WhenAny</c> and <c>ContinueWith</c> have none as long as the
/// task is not complete: so these are never more than possible. One whose starter still runs, or what may have started it
/// (<see cref="BirthOrder"/>), may be awaited by that later, and one of which it is not known what started it may be kept by that: all are left out.
/// </remarks>
internal sealed class UnfinishedTasks
{
    private readonly AsyncGraph _graph;
    private readonly UnwrappedTasks _unwrapped;

    public UnfinishedTasks(AsyncGraph graph, UnwrappedTasks unwrapped)
    {
        _graph = graph;
        _unwrapped = unwrapped;
    }

    public IEnumerable<UnfinishedTask> All() =>
        from task in _graph.Tasks
        where AsyncName.IsAsyncMethod(task.Name) && !task.WasAwaited
        let kept = KeptTask(task)
        where kept is { WasAwaited: false, StarterId: not 0, MayHaveLaterCaller: false } && _graph.Find(kept.StarterId) is null
        select new UnfinishedTask(task.Name!, task.FirstSeen, new TaskStarter(kept.StarterName));

    // The task that whoever started the method holds: what Task.Run returned, if a delegate that it ran started the method. Null when that is not known.
    private TaskNode? KeptTask(TaskNode task)
    {
        if (!AsyncName.IsDelegate(task.StarterName))
        {
            return task;
        }

        return !_unwrapped.IsWhole ? null
            : _unwrapped.OfDelegate(task.StarterId) is { } unwrap ? _graph.Find(unwrap)
            : task;
    }
}
