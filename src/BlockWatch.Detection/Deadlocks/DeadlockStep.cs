using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Deadlocks;

/// <summary>One of a deadlock: who waits, where, for what, and who has that. The one who has it is the next step's.</summary>
public sealed record DeadlockStep
{
    public required DeadlockLink Link { get; init; }

    /// <summary>The operating system's id of the thread that waits; 0 when a task does.</summary>
    public long ThreadId { get; init; }

    /// <summary>The <c>Task.Id</c> of the task that waits; 0 when a thread does.</summary>
    public long TaskId { get; init; }

    /// <summary>Who waits, in words: <c>thread 12</c>, <c>task LoadAsync</c>.</summary>
    public required string Waiter { get; init; }

    /// <summary>For what, in words: <c>a lock</c>, <c>task LoadAsync</c>.</summary>
    public required string WaitsFor { get; init; }

    /// <summary>Who has it, in words: <c>thread 13</c>.</summary>
    public required string Holder { get; init; }

    /// <summary>The user's frame in which the thread waits; null for a task, and when no stack is known.</summary>
    public Frame? UserFrame { get; init; }

    /// <summary>The thread's stack, leaf first: the one that its wait's event came with, else a sample's. Null for a task, and when none is known.</summary>
    public CallStack? Stack { get; init; }

    /// <summary>Since when, nanoseconds since the session began.</summary>
    public long SinceNs { get; init; }

    /// <summary>True when no event says it: it was concluded.</summary>
    public bool IsInferred { get; init; }

    /// <summary>How many more threads wait at the same place in the same way; 0 in a ring.</summary>
    public int Alike { get; init; }
}
