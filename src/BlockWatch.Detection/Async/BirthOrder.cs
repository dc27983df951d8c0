namespace BlockWatch.Detection.Async;

/// <summary>The tasks that were born in one execution, and which async methods may have started which of them.</summary>
/// <remarks>
/// <code>
/// told         |- execution of X -----------------------------|
/// not told        X calls M |- M starts T --- M suspends        births in this order: T, M; the innermost execution is X's for both
/// </code>
/// An async method is told of when it suspends for the first time: what it starts before that is told of before it. So each that was born later in
/// the same execution may be what started a task. Keeps those that are not complete. Not thread-safe.
/// </remarks>
internal sealed class BirthOrder
{
    private readonly LinkedList<TaskNode> _methods = [];
    private long _last;

    public void Add(TaskNode task, bool isMethod)
    {
        task.Births = this;
        task.BornAs = ++_last;
        if (isMethod)
        {
            task.Birth = _methods.AddLast(task);
        }
    }

    /// <summary>The task is complete.</summary>
    public void Remove(TaskNode task)
    {
        if (task.Birth is { } birth)
        {
            _methods.Remove(birth);
            task.Birth = null;
        }
    }

    /// <summary>True while an async method goes on that was born after the task.</summary>
    public bool HasLaterMethod(TaskNode task) => _methods.Last is { } last && last.Value.BornAs > task.BornAs;
}
