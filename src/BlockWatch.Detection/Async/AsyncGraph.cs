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

    private const int ThreadCap = 20_000;

    private readonly Dictionary<long, TaskNode> _tasks = [];
    private readonly Dictionary<long, ThreadWork> _threads = [];

    /// <summary>Tasks that are known and not complete.</summary>
    public int Count => _tasks.Count;

    /// <summary>Tasks that were not kept because there were too many.</summary>
    public long UntrackedCount { get; private set; }

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
            case RuntimeEventKind.AsyncResumed:
                Forget();
                Since = e.Time;
                break;
            case RuntimeEventKind.AsyncPaused:
                Forget();
                Since = null;
                break;
            case RuntimeEventKind.EventsLost:
                Forget();
                Since = e.Time;
                break;
            case RuntimeEventKind.Heartbeat:
                break;
            default:
                Since ??= e.Time;
                Follow(e, Now);
                break;
        }
    }

    /// <summary>All that is known at this time.</summary>
    public AsyncSnapshot Snapshot()
    {
        List<TaskView> tasks = new(_tasks.Count);
        foreach (TaskNode task in _tasks.Values)
        {
            if (!task.IsComplete)
            {
                tasks.Add(new TaskView(task.Id, task.Name, task.State, task.FirstSeen, task.StateSince, task.Awaited is { IsComplete: false } awaited ? awaited.Id : null, task.ThreadId));
            }
        }

        List<ThreadWaitView> waits = [];
        foreach ((long threadId, ThreadWork work) in _threads)
        {
            if (work.Waited is { IsComplete: false } waited)
            {
                waits.Add(new ThreadWaitView(threadId, waited.Id, work.WaitedSince, work.Running?.Id));
            }
        }

        return new AsyncSnapshot(Now, Since, tasks, waits, UntrackedCount);
    }

    /// <summary>The task, if it is known and not complete.</summary>
    internal TaskNode? Find(long taskId) => _tasks.TryGetValue(taskId, out TaskNode? task) && !task.IsComplete ? task : null;

    /// <summary>True when the task has completed and what awaits it is being resumed.</summary>
    internal bool IsCompleting(long taskId) => _tasks.TryGetValue(taskId, out TaskNode? task) && task.IsComplete;

    /// <summary>What a thread runs and waits for; null when nothing is known of it.</summary>
    internal ThreadWork? WorkOf(long threadId) => _threads.GetValueOrDefault(threadId);

    /// <summary>The threads that something is known of.</summary>
    internal IEnumerable<KeyValuePair<long, ThreadWork>> Threads => _threads;

    private void Follow(in RuntimeEvent e, long time)
    {
        switch (e.Kind)
        {
            case RuntimeEventKind.OperationStarted:
                OperationStarted(e, time);
                break;
            case RuntimeEventKind.OperationEnded:
                Complete(e.TaskId, time);
                Remove(e.TaskId);
                break;
            case RuntimeEventKind.AwaitStarted:
                AwaitStarted(e, time);
                break;
            case RuntimeEventKind.TaskWaitStarted:
                TaskWaitStarted(e, time);
                break;
            case RuntimeEventKind.TaskWaitEnded when WorkOf(e.ThreadId) is { } waiting && (waiting.Waited is null || waiting.Waited.Id == e.TaskId):
                waiting.Waited = null;
                Trim(e.ThreadId, waiting);
                break;
            case RuntimeEventKind.TaskQueued:
                GetOrAdd(e.TaskId, time)?.Become(TaskState.Queued, time);
                break;
            case RuntimeEventKind.ContinuationQueued:
                ContinuationQueued(e.TaskId, time);
                break;
            case RuntimeEventKind.ExecutionStarted:
                ExecutionStarted(e, time);
                break;
            case RuntimeEventKind.ExecutionEnded:
                ExecutionEnded(e.ThreadId, time);
                break;
            case RuntimeEventKind.CompletionStarted:
                CompletionStarted(e, time);
                break;
            case RuntimeEventKind.CompletionEnded when WorkOf(e.ThreadId) is { } work:
                if (work.End(isCompletion: true) is { } ended)
                {
                    Remove(ended.Task.Id);
                }

                Trim(e.ThreadId, work);
                break;
        }
    }

    private void OperationStarted(in RuntimeEvent e, long time)
    {
        // An id that comes again is another task: the ids count up and wrap, or this one's end was lost.
        if (_tasks.TryGetValue(e.TaskId, out TaskNode? before) && before.Name is not null)
        {
            Remove(e.TaskId);
        }

        if (GetOrAdd(e.TaskId, time) is { } task)
        {
            task.Name = e.OperationName;
            task.ThreadId = e.ThreadId;

            // An async method is told of when it suspends for the first time; what it awaits, if it is a task, comes right after.
            if (task.State == TaskState.Pending && AsyncName.IsAsyncMethod(e.OperationName))
            {
                task.Become(TaskState.Suspended, time);
            }
        }
    }

    private void AwaitStarted(in RuntimeEvent e, long time)
    {
        if (e.AwaiterId == 0 || e.AwaiterId == e.TaskId || GetOrAdd(e.AwaiterId, time) is not { } awaiter)
        {
            return;
        }

        awaiter.ThreadId = e.ThreadId;
        if (GetOrAdd(e.TaskId, time) is { } awaited)
        {
            awaiter.Await(awaited, time);
        }
        else
        {
            awaiter.Become(TaskState.Suspended, time);
        }
    }

    private void TaskWaitStarted(in RuntimeEvent e, long time)
    {
        if (ThreadOf(e.ThreadId) is { } thread && GetOrAdd(e.TaskId, time) is { } waited)
        {
            thread.Waited = waited;
            thread.WaitedSince = time;
        }
    }

    private void ContinuationQueued(long completedId, long time)
    {
        if (completedId != 0 && _tasks.TryGetValue(completedId, out TaskNode? completed))
        {
            foreach (TaskNode awaiter in completed.Awaiters)
            {
                if (awaiter.State is TaskState.Awaiting or TaskState.Resumable)
                {
                    awaiter.Become(TaskState.Posted, time);
                }
            }
        }
    }

    private void ExecutionStarted(in RuntimeEvent e, long time)
    {
        if (GetOrAdd(e.TaskId, time) is not { } task || ThreadOf(e.ThreadId) is not { } thread)
        {
            return;
        }

        // A thread that runs something new does not wait any more, unless it runs it inside the wait: then its end tells.
        task.ThreadId = e.ThreadId;
        task.Become(TaskState.Running, time);
        thread.Begin(task, isCompletion: false, time);
    }

    private void ExecutionEnded(long threadId, long time)
    {
        if (WorkOf(threadId) is not { } thread)
        {
            return;
        }

        if (thread.End(isCompletion: false) is { } ended && ended.Task.State == TaskState.Running)
        {
            // It neither awaits a task nor has completed: suspended on something else, or a delegate whose completion follows at once.
            ended.Task.Become(TaskState.Suspended, time);
        }

        Trim(threadId, thread);
    }

    private void CompletionStarted(in RuntimeEvent e, long time)
    {
        Complete(e.TaskId, time);
        if (GetOrAdd(e.TaskId, time) is { } task && ThreadOf(e.ThreadId) is { } thread)
        {
            task.IsComplete = true;
            thread.Begin(task, isCompletion: true, time);
        }
    }

    private void Complete(long taskId, long time)
    {
        if (!_tasks.TryGetValue(taskId, out TaskNode? task) || task.IsComplete)
        {
            return;
        }

        task.IsComplete = true;
        task.StopAwaiting();
        foreach (TaskNode awaiter in task.Awaiters)
        {
            if (awaiter.State == TaskState.Awaiting)
            {
                awaiter.Become(TaskState.Resumable, time);
            }
        }
    }

    private void Remove(long taskId)
    {
        if (_tasks.Remove(taskId, out TaskNode? task))
        {
            task.IsComplete = true;
            task.StopAwaiting();
        }
    }

    private TaskNode? GetOrAdd(long taskId, long time)
    {
        if (taskId == 0)
        {
            return null;
        }

        if (_tasks.TryGetValue(taskId, out TaskNode? known))
        {
            return known;
        }

        if (_tasks.Count >= Cap)
        {
            UntrackedCount++;
            return null;
        }

        var added = new TaskNode(taskId, time);
        _tasks.Add(taskId, added);
        return added;
    }

    private ThreadWork? ThreadOf(long threadId)
    {
        if (_threads.TryGetValue(threadId, out ThreadWork? known))
        {
            return known;
        }

        if (_threads.Count >= ThreadCap)
        {
            return null;
        }

        var added = new ThreadWork();
        _threads.Add(threadId, added);
        return added;
    }

    private void Trim(long threadId, ThreadWork work)
    {
        if (work.IsEmpty)
        {
            _threads.Remove(threadId);
        }
    }

    private void Forget()
    {
        _tasks.Clear();
        _threads.Clear();
    }
}
