namespace BlockWatch.Detection.Events;

/// <summary>What a <see cref="RuntimeEvent"/> says happened in the target.</summary>
public enum RuntimeEventKind : byte
{
    /// <summary>A pool worker took a work item from the queue and runs it from now on. It ends whatever that thread ran before.</summary>
    WorkItemStarted,

    /// <summary>A pool worker found no work and waits for some. It ends whatever that thread ran before.</summary>
    WorkerIdle,

    /// <summary>A pool worker thread was born.</summary>
    WorkerStarted,

    /// <summary>A pool worker thread ends. It ends whatever that thread ran before.</summary>
    WorkerStopped,

    /// <summary>A thread begins to wait (Monitor.Wait, WaitHandle, Task.Wait…); carries the stack. .NET 9 and later.</summary>
    WaitStarted,

    /// <summary>The wait that the thread began last is over.</summary>
    WaitStopped,

    /// <summary>A thread found a lock taken and waits for it; carries the stack, the lock and its owner.</summary>
    ContentionStarted,

    /// <summary>The thread has the lock that it waited for.</summary>
    ContentionStopped,

    /// <summary>A thread begins to compile a method, which it needs in order to go on.</summary>
    CompilationStarted,

    /// <summary>A method is there: compiled by the thread, or loaded from a native image.</summary>
    CompilationEnded,

    /// <summary>The stack of one thread at one instant, from a sampler burst.</summary>
    Sampled,

    /// <summary>The runtime begins to stop all managed threads, for a garbage collection (never for our own sampler).</summary>
    SuspensionStarted,

    /// <summary>All managed threads run again.</summary>
    SuspensionEnded,

    /// <summary>The pool changed its number of threads, with a reason.</summary>
    PoolAdjusted,

    /// <summary>The pool's counters: threads, queue length, completed items since the last count.</summary>
    PoolCounted,

    /// <summary>Nothing happened, but all events of the lane up to this time have been delivered.</summary>
    Heartbeat,

    /// <summary>
    /// All events of the lane up to about this time have been delivered, by the clock of whoever received them: near enough to ask for
    /// evidence, not to conclude from.
    /// </summary>
    CaughtUp,

    /// <summary>
    /// Nothing came from the lane for so long that whatever happened before this time would be here: a conclusion from silence. Enough to
    /// tell of a span that goes on, not to end one. Carries the receiver's own time as well, which is later.
    /// </summary>
    Quiet,

    /// <summary>From now on work items are not told of, to spare the target; idle workers, waits and samples still are.</summary>
    WorkItemsPaused,

    /// <summary>From now on work items are told of again.</summary>
    WorkItemsResumed,

    /// <summary>From now on requests are not told of, to spare the target.</summary>
    RequestsPaused,

    /// <summary>From now on requests are told of again.</summary>
    RequestsResumed,

    /// <summary>From now on waits, or waits and contention, are not told of, to spare the target: what is open now has no end that will come.</summary>
    WaitsPaused,

    /// <summary>From now on the sampler takes every managed thread's stack about once a millisecond.</summary>
    BurstStarted,

    /// <summary>Between two looks at a thread it wanted a processor for some time; for how long it had one, and for how long none was free for it.</summary>
    ThreadQueued,

    /// <summary>Between two looks at a thread, memory that it used was read from a disk.</summary>
    ThreadFaulted,

    /// <summary>Between two looks at a thread it did not run at all; told again and again for as long as it is so.</summary>
    ThreadSlept,

    /// <summary>A thread that slept has run again, or ended, or is not looked at any more.</summary>
    ThreadWoke,

    /// <summary>Between two looks at the container's account, it was stopped for having used up its share of the processors.</summary>
    ContainerThrottled,

    /// <summary>The burst is over: every sample that it took has been delivered.</summary>
    BurstEnded,

    /// <summary>Events of the lane were dropped before this time.</summary>
    EventsLost,

    /// <summary>A thread begins to run the endpoint of a request; carries its name.</summary>
    RequestStarted,

    /// <summary>The endpoint of a request is done; carries its name.</summary>
    RequestEnded,

    /// <summary>From now on tasks are told of: what began before is not known until it moves.</summary>
    AsyncResumed,

    /// <summary>From now on tasks are not told of, to spare the target: what is known of them is no longer true.</summary>
    AsyncPaused,

    /// <summary>
    /// A task is born whose name the runtime tells; for an async method that is its first suspension. The name is the runtime's own:
    /// <c>Async: &lt;SaveAsync&gt;d__2</c>, <c>Task: &lt;Main&gt;b__0</c>, <c>Task.Delay</c>, <c>Task.WhenAll</c>.
    /// </summary>
    OperationStarted,

    /// <summary>A task has completed, with its outcome.</summary>
    OperationEnded,

    /// <summary>An async method (the awaiter) suspends until another task completes. The thread is the one that it ran on.</summary>
    AwaitStarted,

    /// <summary>A thread blocks until a task completes: Wait, Result, GetResult.</summary>
    TaskWaitStarted,

    /// <summary>A wait for a task is over, on the thread that goes on: one that was blocked, or one that resumes an async method.</summary>
    TaskWaitEnded,

    /// <summary>A task's delegate was handed to its scheduler.</summary>
    TaskQueued,

    /// <summary>A continuation was handed to a synchronization context, a scheduler or the pool, instead of being run at once by whoever completed the task.</summary>
    ContinuationQueued,

    /// <summary>A thread begins to run a task's delegate or the next part of an async method.</summary>
    ExecutionStarted,

    /// <summary>The thread is done with the innermost execution that it began.</summary>
    ExecutionEnded,

    /// <summary>A task has completed and its thread begins to run or to hand on what waits for it.</summary>
    CompletionStarted,

    /// <summary>The thread is done with the innermost completion that it began.</summary>
    CompletionEnded,

    /// <summary>A thread throws an exception, or throws it again; carries its type, never its message. Of the async lane, as what throws is of interest only there.</summary>
    ExceptionThrown,

    /// <summary>
    /// A thread ran methods compiled as runtime async, from <see cref="RuntimeEvent.Since"/> to the event's time. The stack is none of the thread's: it has the
    /// methods, the one that was resumed in front, each awaited by the one behind it. Comes late, and in no order.
    /// </summary>
    ContinuationsRan,
}
