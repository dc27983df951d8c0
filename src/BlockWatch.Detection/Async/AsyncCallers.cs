using BlockWatch.Detection.Chains;

namespace BlockWatch.Detection.Async;

/// <summary>Walks from a task to what awaits it, and on.</summary>
internal static class AsyncCallers
{
    // Deeper is recursion, or a damaged stream's circle.
    private const int DepthCap = 64;

    /// <summary>An execution with its callers; null when its task has no name, or is no async method.</summary>
    /// <param name="task">The task that a thread ran.</param>
    /// <param name="threadId">The thread.</param>
    /// <param name="start">Since when.</param>
    /// <param name="end">Until when.</param>
    public static LongExecution? Of(TaskNode task, long threadId, long start, long end)
    {
        if (!AsyncName.IsAsyncMethod(task.Name))
        {
            return null;
        }

        List<string> names = [task.Name!];
        bool isCut = false;
        for (TaskNode inner = task; ;)
        {
            TaskNode[] awaiters = [.. inner.Awaiters.Take(2)];
            if (awaiters is not [{ } outer] || outer.Name is null || names.Count >= DepthCap)
            {
                // Several may await one task: whose call it is, then, is not known. One without a name is older than the window.
                isCut = awaiters.Length > 0;
                break;
            }

            names.Add(outer.Name);
            inner = outer;
        }

        return new LongExecution(threadId, start, end, names, isCut);
    }
}
