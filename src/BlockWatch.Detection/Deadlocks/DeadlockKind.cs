namespace BlockWatch.Detection.Deadlocks;

/// <summary>What kind of standstill it is.</summary>
public enum DeadlockKind
{
    /// <summary>Threads and tasks that wait for each other in a ring.</summary>
    Cycle,

    /// <summary>Every thread of the pool waits for work that stands in the pool's queue.</summary>
    Pool,
}
