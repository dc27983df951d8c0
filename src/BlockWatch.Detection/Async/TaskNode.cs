namespace BlockWatch.Detection.Async;

/// <summary>One task that is not complete.</summary>
internal sealed class TaskNode
{
    // Most tasks are awaited by one: only the others need a list.
    private TaskNode? _awaiter;
    private List<TaskNode>? _moreAwaiters;

    public TaskNode(long id, long since)
    {
        Id = id;
        FirstSeen = since;
        StateSince = since;
    }

    /// <summary>Its <c>Task.Id</c>.</summary>
    public long Id { get; }

    /// <summary>The runtime's name for it (<c>Async: &lt;SaveAsync&gt;d__2</c>); null when it was not told: the task is older than the window, or has none.</summary>
    public string? Name { get; set; }

    /// <summary>What its thread ran when it was born: the task of the async method or the delegate that started it; 0 when that is not known.</summary>
    public long StarterId { get; set; }

    /// <summary>The runtime's name of that one; null when it was not told.</summary>
    public string? StarterName { get; set; }

    /// <summary>What was born in the same execution, and where it stands there; null when its birth was not told.</summary>
    public BirthOrder? Births { get; set; }

    public long BornAs { get; set; }

    public LinkedListNode<TaskNode>? Birth { get; set; }

    /// <summary>True while an async method goes on that may have started it before its own first suspension.</summary>
    public bool MayHaveLaterCaller => Births?.HasLaterMethod(this) == true;

    /// <summary>When it was first told of, nanoseconds since the session began: its birth, if it has a name.</summary>
    public long FirstSeen { get; }

    public TaskState State { get; private set; }

    /// <summary>Since when it is so, nanoseconds since the session began.</summary>
    public long StateSince { get; private set; }

    /// <summary>The task that it awaits, or awaited last when it is <see cref="TaskState.Resumable"/> or <see cref="TaskState.Posted"/>; null otherwise.</summary>
    public TaskNode? Awaited { get; private set; }

    /// <summary>The thread that runs it; otherwise the one that ran it last, where it suspended. 0 when unknown.</summary>
    public long ThreadId { get; set; }

    /// <summary>True once it has completed: it is about to leave the graph.</summary>
    public bool IsComplete { get; set; }

    /// <summary>True once an async method has awaited it, or a thread has waited for it.</summary>
    public bool WasAwaited { get; set; }

    /// <summary>The async methods that await it.</summary>
    public IEnumerable<TaskNode> Awaiters
    {
        get
        {
            if (_awaiter is not null)
            {
                yield return _awaiter;
            }

            foreach (TaskNode more in _moreAwaiters ?? [])
            {
                yield return more;
            }
        }
    }

    public void Become(TaskState state, long time)
    {
        State = state;
        StateSince = time;
        if (state is not (TaskState.Awaiting or TaskState.Resumable or TaskState.Posted))
        {
            StopAwaiting();
        }
    }

    public void Await(TaskNode awaited, long time)
    {
        StopAwaiting();
        State = TaskState.Awaiting;
        StateSince = time;
        Awaited = awaited;
        awaited.WasAwaited = true;
        if (awaited._awaiter is null)
        {
            awaited._awaiter = this;
        }
        else
        {
            (awaited._moreAwaiters ??= []).Add(this);
        }
    }

    /// <summary>Lets go of the task that it awaits, when the graph forgets either.</summary>
    public void StopAwaiting()
    {
        if (Awaited is { } awaited)
        {
            Awaited = null;
            if (ReferenceEquals(awaited._awaiter, this))
            {
                awaited._awaiter = null;
            }
            else
            {
                awaited._moreAwaiters?.Remove(this);
            }
        }
    }
}
