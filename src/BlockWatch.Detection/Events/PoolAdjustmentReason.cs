namespace BlockWatch.Detection.Events;

/// <summary>Why the pool changed its number of threads: the values of the runtime's ThreadPoolWorkerThreadAdjustmentAdjustment event.</summary>
public enum PoolAdjustmentReason
{
    Warmup = 0,
    Initializing = 1,
    RandomMove = 2,
    ClimbingMove = 3,
    ChangePoint = 4,
    Stabilizing = 5,

    /// <summary>Work waited for 500 ms and no item was taken: Thread.Sleep, locks, synchronous I/O, CPU.</summary>
    Starvation = 6,
    ThreadTimedOut = 7,

    /// <summary>A pool thread waits for a task: only Task.Wait, .Result and GetResult() on an incomplete task raise it.</summary>
    CooperativeBlocking = 8,
}
