namespace BlockWatch.Detection.Deadlocks;

/// <summary>Why one of a deadlock cannot go on before the next one does.</summary>
public enum DeadlockLink
{
    /// <summary>A thread waits for a lock that another thread holds.</summary>
    Lock,

    /// <summary>A thread is blocked on a task.</summary>
    TaskWait,

    /// <summary>An async method awaits a task.</summary>
    Await,

    /// <summary>A task is run by a thread.</summary>
    RunBy,

    /// <summary>An async method's continuation was handed to the context of a thread. Inferred: the runtime does not say to which.</summary>
    Context,

    /// <summary>Work stands in the pool's queue. Inferred: the runtime does not say in which queue.</summary>
    PoolQueue,
}
