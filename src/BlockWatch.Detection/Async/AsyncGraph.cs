using BlockWatch.Detection.Chains;
using BlockWatch.Detection.Events;

namespace BlockWatch.Detection.Async;

/// <summary>Which task waits for which, now: kept from the events of the async lane.</summary>
/// <remarks>
/// <code>
/// Checkout ──awaits──▶ PlaceOrder ──awaits──▶ Save ──awaits──▶ Task.Delay
/// </code>
/// A task that was suspended before the lane's window began is not known until it moves. When events are lost, or the lane pauses, all is
/// forgotten: an edge that may be gone must not look like one that is there. Pure; not thread-safe. Holds at most <see cref="Cap"/> tasks:
/// those that come while it is full are counted and not kept.
/// </remarks>
public sealed class AsyncGraph
{
    /// <summary>Tasks that are kept, some 200 bytes each.</summary>
    public const int Cap = 100_000;

    private readonly AsyncTables _tables = new();
    private readonly AsyncFollower _follower;

    public AsyncGraph()
    {
        _follower = new AsyncFollower(_tables);
    }

    /// <summary>Tasks that are known and not complete.</summary>
    public int Count => _tables.Tasks.Count;

    /// <summary>Tasks that were not kept because there were too many.</summary>
    public long UntrackedCount => _tables.UntrackedCount;

    /// <summary>Since when it has been told of everything, nanoseconds since the session began; null while the lane is off.</summary>
    public long? Since { get; private set; }

    /// <summary>The latest time that it was told of.</summary>
    public long Now { get; private set; } = long.MinValue;

    /// <summary>Takes one event of the async lane; others are passed over.</summary>
    public void Observe(in RuntimeEvent e)
    {
        if (e.Lane != Lane.Async)
        {
            return;
        }

        Now = Math.Max(Now, e.Time);
        switch (e.Kind)
        {
            case RuntimeEventKind.AsyncResumed or RuntimeEventKind.EventsLost:
                _tables.Forget();
                Since = e.Time;
                break;
            case RuntimeEventKind.AsyncPaused:
                _tables.Forget();
                Since = null;
                break;
            case RuntimeEventKind.Heartbeat or RuntimeEventKind.ContinuationsRan:
                break;
            default:
                Since ??= e.Time;
                _follower.Follow(e, Now);
                break;
        }
    }

    /// <summary>All that is known at this time.</summary>
    public AsyncSnapshot Snapshot()
    {
        List<TaskView> tasks = new(_tables.Tasks.Count);
        foreach (TaskNode task in _tables.Tasks.Values)
        {
            if (!task.IsComplete)
            {
                tasks.Add(new TaskView(task.Id, task.Name, task.State, task.FirstSeen, task.StateSince, task.Awaited is { IsComplete: false } awaited ? awaited.Id : null, task.ThreadId));
            }
        }

        List<ThreadWaitView> waits = [];
        foreach ((long threadId, ThreadWork work) in _tables.Threads)
        {
            if (work.Waited is { IsComplete: false } waited)
            {
                waits.Add(new ThreadWaitView(threadId, waited.Id, work.WaitedSince, work.Running?.Id));
            }
        }

        return new AsyncSnapshot(Now, Since, tasks, waits, UntrackedCount);
    }

    /// <summary>Has each execution of at least this length noted as it ends, while its callers are still known.</summary>
    internal void Watch(long leastNs, Action<LongExecution> noted) => _follower.Watch(leastNs, noted);

    /// <summary>What a thread runs now, each with its callers.</summary>
    internal IEnumerable<LongExecution> OpenExecutions(long threadId)
    {
        foreach ((TaskNode task, long since) in WorkOf(threadId)?.OpenExecutions ?? [])
        {
            if (!task.IsComplete && AsyncCallers.Of(task, threadId, since, long.MaxValue) is { } execution)
            {
                yield return execution;
            }
        }
    }

    /// <summary>The task, if it is known and not complete.</summary>
    internal TaskNode? Find(long taskId) => _tables.Tasks.TryGetValue(taskId, out TaskNode? task) && !task.IsComplete ? task : null;

    /// <summary>The tasks that are known and not complete.</summary>
    internal IEnumerable<TaskNode> Tasks => _tables.Tasks.Values.Where(task => !task.IsComplete);

    /// <summary>True when the task has completed and what awaits it is being resumed.</summary>
    internal bool IsCompleting(long taskId) => _tables.Tasks.TryGetValue(taskId, out TaskNode? task) && task.IsComplete;

    /// <summary>What a thread runs and waits for; null when nothing is known of it.</summary>
    internal ThreadWork? WorkOf(long threadId) => _tables.WorkOf(threadId);

    /// <summary>The threads that something is known of.</summary>
    internal IEnumerable<KeyValuePair<long, ThreadWork>> Threads => _tables.Threads;
}
