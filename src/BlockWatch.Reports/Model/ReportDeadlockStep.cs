using BlockWatch.Detection.Deadlocks;

namespace BlockWatch.Reports.Model;

/// <summary>One of a deadlock: who waits, where, for what, and who has that.</summary>
public sealed record ReportDeadlockStep
{
    public required DeadlockLink Link { get; init; }

    /// <summary>The operating system's id of the thread that waits; null when a task does.</summary>
    public required long? ThreadId { get; init; }

    /// <summary>The <c>Task.Id</c> of the task that waits; null when a thread does.</summary>
    public required long? TaskId { get; init; }

    public required string Waiter { get; init; }

    public required string WaitsFor { get; init; }

    public required string Holder { get; init; }

    /// <summary>The user's frame in which the thread waits; null for a task, and when no stack is known.</summary>
    public required ReportFrame? Frame { get; init; }

    /// <summary>Milliseconds since the session began.</summary>
    public required double SinceMs { get; init; }

    /// <summary>True when no event says it.</summary>
    public required bool Inferred { get; init; }

    /// <summary>How many more threads wait at the same place in the same way.</summary>
    public required int Alike { get; init; }
}
