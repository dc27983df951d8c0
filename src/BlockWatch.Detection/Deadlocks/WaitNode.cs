namespace BlockWatch.Detection.Deadlocks;

/// <summary>A thread, a task, or the pool, as one who waits or is waited for.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Id">The operating system's thread id, or <c>Task.Id</c>; 0 for the pool.</param>
internal readonly record struct WaitNode(WaitNodeKind Kind, long Id)
{
    public static WaitNode Pool => new(WaitNodeKind.Pool, 0);

    public static WaitNode Thread(long id) => new(WaitNodeKind.Thread, id);

    public static WaitNode Task(long id) => new(WaitNodeKind.Task, id);
}
