namespace BlockWatch.Detection.Async;

/// <summary>The tasks that are not complete, and the threads that run or wait for them. Bounded.</summary>
internal sealed class AsyncTables
{
    private const int ThreadCap = 20_000;

    private readonly Dictionary<long, TaskNode> _tasks = [];
    private readonly Dictionary<long, ThreadWork> _threads = [];

    // Of threads that run nothing that was told.
    private readonly Dictionary<long, BirthOrder> _untoldBirths = [];

    /// <summary>Tasks that are known; those that are completing are among them.</summary>
    public IReadOnlyDictionary<long, TaskNode> Tasks => _tasks;

    /// <summary>The threads that something is known of.</summary>
    public IReadOnlyDictionary<long, ThreadWork> Threads => _threads;

    /// <summary>Tasks that were not kept because there were too many.</summary>
    public long UntrackedCount { get; private set; }

    public ThreadWork? WorkOf(long threadId) => _threads.GetValueOrDefault(threadId);

    public void Forget()
    {
        _tasks.Clear();
        _threads.Clear();
        _untoldBirths.Clear();
    }

    /// <summary>What was born in the thread's innermost execution; when it runs nothing that was told, since its last execution.</summary>
    public BirthOrder BirthsOn(long threadId)
    {
        if (WorkOf(threadId)?.Births is { } births)
        {
            return births;
        }

        if (!_untoldBirths.TryGetValue(threadId, out BirthOrder? untold))
        {
            if (_untoldBirths.Count >= ThreadCap)
            {
                _untoldBirths.Clear();
            }

            _untoldBirths[threadId] = untold = new BirthOrder();
        }

        return untold;
    }

    /// <summary>The thread begins to run something that is told.</summary>
    public void EndUntoldBirths(long threadId) => _untoldBirths.Remove(threadId);

    /// <summary>The task has completed: what awaits it can go on.</summary>
    public void Complete(long taskId, long time)
    {
        if (!_tasks.TryGetValue(taskId, out TaskNode? task) || task.IsComplete)
        {
            return;
        }

        task.IsComplete = true;
        task.Births?.Remove(task);
        task.StopAwaiting();
        foreach (TaskNode awaiter in task.Awaiters)
        {
            if (awaiter.State == TaskState.Awaiting)
            {
                awaiter.Become(TaskState.Resumable, time);
            }
        }
    }

    public void Remove(long taskId)
    {
        if (_tasks.Remove(taskId, out TaskNode? task))
        {
            task.IsComplete = true;
            task.Births?.Remove(task);
            task.StopAwaiting();
        }
    }

    public TaskNode? GetOrAdd(long taskId, long time)
    {
        if (taskId == 0)
        {
            return null;
        }

        if (_tasks.TryGetValue(taskId, out TaskNode? known))
        {
            return known;
        }

        if (_tasks.Count >= AsyncGraph.Cap)
        {
            UntrackedCount++;
            return null;
        }

        var added = new TaskNode(taskId, time);
        _tasks.Add(taskId, added);
        return added;
    }

    public ThreadWork? ThreadOf(long threadId)
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

    public void Trim(long threadId, ThreadWork work)
    {
        if (work.IsEmpty)
        {
            _threads.Remove(threadId);
        }
    }
}
