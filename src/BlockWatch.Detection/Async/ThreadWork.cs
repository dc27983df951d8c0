namespace BlockWatch.Detection.Async;

/// <summary>What one thread runs, innermost last, and the task that it is blocked on.</summary>
internal sealed class ThreadWork
{
    /// <summary>Executions and completions nest: a method that completes runs what awaited it inside its own. A deeper nest is taken to be lost ends.</summary>
    public const int DepthCap = 512;

    private readonly List<(TaskNode Task, bool IsCompletion, long Since, BirthOrder? Births)> _open = [];

    /// <summary>The task that it waits for; null when it waits for none.</summary>
    public TaskNode? Waited { get; set; }

    /// <summary>Since when it waits, nanoseconds since the session began.</summary>
    public long WaitedSince { get; set; }

    public bool IsEmpty => _open.Count == 0 && Waited is null;

    /// <summary>The innermost execution; null when it runs nothing that was told.</summary>
    public TaskNode? Running => Innermost(isCompletion: false);

    /// <summary>What was born in the innermost execution; null when it runs nothing that was told.</summary>
    public BirthOrder? Births
    {
        get
        {
            int index = _open.FindLastIndex(static open => !open.IsCompletion);
            if (index < 0)
            {
                return null;
            }

            // Most executions start nothing.
            BirthOrder births = _open[index].Births ?? new BirthOrder();
            _open[index] = _open[index] with { Births = births };
            return births;
        }
    }

    /// <summary>The innermost task that is completing; null when none is.</summary>
    public TaskNode? Completing => Innermost(isCompletion: true);

    /// <summary>All executions, outermost first.</summary>
    public IEnumerable<TaskNode> Executions => OpenExecutions.Select(open => open.Task);

    /// <summary>All executions with their begins, outermost first.</summary>
    public IEnumerable<(TaskNode Task, long Since)> OpenExecutions => _open.Where(open => !open.IsCompletion).Select(open => (open.Task, open.Since));

    /// <summary>Since when the thread runs this task; null when it does not.</summary>
    public long? SinceOf(TaskNode task)
    {
        int index = _open.FindLastIndex(open => !open.IsCompletion && ReferenceEquals(open.Task, task));
        return index < 0 ? null : _open[index].Since;
    }

    /// <summary>How long the outermost has gone on: since then the thread has not turned back to its scheduler. Null when it runs nothing that was told.</summary>
    public long? OutermostSince => _open.Count > 0 ? _open[0].Since : null;

    /// <summary>Since when it runs the innermost; null when it runs nothing that was told.</summary>
    public long? InnermostSince => _open.Count > 0 ? _open[^1].Since : null;

    /// <summary>True while the thread runs what awaited this task, one after the other.</summary>
    public bool IsCompleting(TaskNode task) => _open.Exists(open => open.IsCompletion && ReferenceEquals(open.Task, task));

    public void Begin(TaskNode task, bool isCompletion, long time)
    {
        if (_open.Count >= DepthCap)
        {
            _open.Clear();
        }

        _open.Add((task, isCompletion, time, null));
    }

    /// <summary>Ends the innermost one, if it is of this kind: one that is not has begun before the window, or its begin was lost.</summary>
    /// <returns>The task, and since when; null when there is none.</returns>
    public (TaskNode Task, long Since)? End(bool isCompletion)
    {
        if (_open.Count == 0 || _open[^1].IsCompletion != isCompletion)
        {
            return null;
        }

        (TaskNode task, _, long since, _) = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        return (task, since);
    }

    private TaskNode? Innermost(bool isCompletion)
    {
        int index = _open.FindLastIndex(open => open.IsCompletion == isCompletion);
        return index < 0 ? null : _open[index].Task;
    }
}
