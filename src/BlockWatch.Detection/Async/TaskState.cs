namespace BlockWatch.Detection.Async;

/// <summary>What a task is doing, as far as its events tell.</summary>
public enum TaskState
{
    /// <summary>Nothing that it does is known but that it is not complete: what it stands for is outside (a timer, a socket, a TaskCompletionSource).</summary>
    Pending,

    /// <summary>Its delegate stands in a scheduler's queue and has never run.</summary>
    Queued,

    /// <summary>A thread runs it.</summary>
    Running,

    /// <summary>An async method that is suspended until another task completes.</summary>
    Awaiting,

    /// <summary>An async method that is suspended, but not on a task: on a value task of a socket or a channel, on Task.Yield, on an awaiter of its own.</summary>
    Suspended,

    /// <summary>An async method whose awaited task has completed, and that has not run since.</summary>
    Resumable,

    /// <summary>The same, and its continuation was handed to a synchronization context, a scheduler or the pool.</summary>
    Posted,
}
