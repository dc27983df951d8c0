using BlockWatch.Detection.Requests;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Events;

/// <summary>One thing that happened in the target, as plain values. All that detection ever sees of a runtime.</summary>
/// <remarks>
/// A struct with shared fields instead of a class for each kind, because a busy server delivers half a million a second:
/// make one with the factory of its kind and read it with the properties that this kind's summary names.
/// </remarks>
public readonly record struct RuntimeEvent
{
    private readonly long _value1;
    private readonly long _value2;
    private readonly double _number;

    // A stack, a request's name, an operation's or an exception's: one field, so that the events that have none do not grow.
    private readonly object? _reference;

    private RuntimeEvent(RuntimeEventKind kind, Lane lane, long time, long threadId, object? reference = null, long value1 = 0, long value2 = 0, double number = 0)
    {
        Kind = kind;
        Lane = lane;
        Time = time;
        ThreadId = threadId;
        _reference = reference;
        _value1 = value1;
        _value2 = value2;
        _number = number;
    }

    public RuntimeEventKind Kind { get; }

    public Lane Lane { get; }

    /// <summary>Nanoseconds since the session began, on the target's monotonic clock; below 0 for what began earlier.</summary>
    public long Time { get; }

    /// <summary>The operating system's thread id; 0 where the event concerns no thread.</summary>
    public long ThreadId { get; }

    /// <summary>Where the thread was: for <see cref="RuntimeEventKind.WaitStarted"/>, ContentionStarted and Sampled; null where the stack was lost.</summary>
    public CallStack? Stack => _reference as CallStack;

    /// <summary>RequestStarted, RequestEnded: the endpoint; null for other kinds.</summary>
    public RequestName? Request => _reference as RequestName;

    /// <summary>ContentionStarted, ContentionStopped: the lock's identity; 0 when the runtime does not tell.</summary>
    public long LockId => _value1;

    /// <summary>OperationStarted: the runtime's name for the task; null for other kinds.</summary>
    public string? OperationName => _reference as string;

    /// <summary>ExceptionThrown: the full name of its type; null for other kinds.</summary>
    public string? ExceptionType => _reference as string;

    /// <summary>ExceptionThrown: true when another exception of the thread is being handled, or still looks for who handles it.</summary>
    public bool IsNested => _value1 != 0;

    /// <summary>Events of the async lane: the task, by its <c>Task.Id</c>; for AwaitStarted the one that is awaited, for ContinuationQueued the one that completed. 0 when unknown.</summary>
    public long TaskId => _value1;

    /// <summary>AwaitStarted: the task of the async method that awaits; 0 when what awaits is no async method.</summary>
    public long AwaiterId => _value2;

    /// <summary>OperationEnded: how.</summary>
    public TaskOutcome Outcome => (TaskOutcome)_value2;

    /// <summary>CompilationStarted, CompilationEnded: the method's identity.</summary>
    public long MethodId => _value1;

    /// <summary>ContentionStarted: the operating system's id of the thread that held the lock; 0 when unknown.</summary>
    public long OwnerThreadId => _value2;

    /// <summary>Sampled: true when the thread ran, by the sampler's word (managed code) or by the operating system's account of its processor time; false when it was in native code or blocked, which the sampler does not tell apart.</summary>
    public bool RanManagedCode => _value1 != 0;

    /// <summary>PoolCounted, PoolAdjusted: the number of pool worker threads.</summary>
    public int PoolThreads => (int)_value1;

    /// <summary>PoolCounted: work items that wait in the queue.</summary>
    public long QueueLength => _value2;

    /// <summary>PoolCounted: work items completed since the last count.</summary>
    public long CompletedItems => (long)_number;

    /// <summary>PoolAdjusted: why.</summary>
    public PoolAdjustmentReason AdjustmentReason => (PoolAdjustmentReason)_value2;

    /// <summary>
    /// ThreadQueued, ThreadFaulted, ThreadSlept, ContainerThrottled: the first of the two looks, nanoseconds since the session began; <see cref="Time"/> is the second.
    /// ThreadWoke: the last look at which it slept.
    /// ContinuationsRan: since when.
    /// </summary>
    public long Since => _value1;

    /// <summary>ThreadSlept: where its stack ended while it slept, an address of the target; 0 when unknown. The same in each sleep without work, deeper in a work item's.</summary>
    public long StackPointer => _value2;

    /// <summary>Quiet: the target's present time, as the receiver takes it to be, nanoseconds since the session began.</summary>
    public long ReceiverNow => _value1;

    /// <summary>WorkItemsResumed: by when the session is open that tells of them; the event's own time may be from before that.</summary>
    public long OpenBy => _value1;

    /// <summary>ThreadQueued: for how long the thread was ready to run and did not, nanoseconds.</summary>
    public long QueuedNs => _value2;

    /// <summary>ThreadQueued: for how long it was on a processor, nanoseconds.</summary>
    public long RanNs => (long)_number;

    /// <summary>ThreadFaulted: how many pages were read from a disk for the thread (major page faults).</summary>
    public long MajorFaults => _value2;

    /// <summary>ThreadFaulted: for how long the thread neither ran nor was ready to run, nanoseconds; for whatever reason.</summary>
    public long AwayNs => (long)_number;

    /// <summary>ContainerThrottled: in how many of its periods the container was stopped.</summary>
    public long ThrottledPeriods => _value2;

    /// <summary>ContinuationsRan: the number of the runtime's wrapper method that the first one ran in; the ones behind it run in the next.</summary>
    public int FirstWrapper => (int)_value2;

    /// <summary>EventsLost: how many.</summary>
    public long LostCount => _value1;

    /// <summary>EventsLost: of its thread nothing is missing until then, nanoseconds since the session began; <see cref="Time"/> itself when nothing is known of that.</summary>
    public long LostSince => _value2;

    public static RuntimeEvent WorkItemStarted(long time, long threadId) => new(RuntimeEventKind.WorkItemStarted, Lane.Spans, time, threadId);

    public static RuntimeEvent WorkerIdle(long time, long threadId) => new(RuntimeEventKind.WorkerIdle, Lane.Spans, time, threadId);

    public static RuntimeEvent WorkerStarted(long time, long threadId) => new(RuntimeEventKind.WorkerStarted, Lane.Spans, time, threadId);

    public static RuntimeEvent WorkerStopped(long time, long threadId) => new(RuntimeEventKind.WorkerStopped, Lane.Spans, time, threadId);

    public static RuntimeEvent WorkItemsPaused(long time) => new(RuntimeEventKind.WorkItemsPaused, Lane.Spans, time, 0);

    /// <param name="time">When.</param>
    /// <param name="openBy">By when the session is open that tells of work items.</param>
    public static RuntimeEvent WorkItemsResumed(long time, long openBy) => new(RuntimeEventKind.WorkItemsResumed, Lane.Spans, time, 0, value1: openBy);

    public static RuntimeEvent RequestsPaused(long time) => new(RuntimeEventKind.RequestsPaused, Lane.Spans, time, 0);

    public static RuntimeEvent RequestsResumed(long time) => new(RuntimeEventKind.RequestsResumed, Lane.Spans, time, 0);

    public static RuntimeEvent WaitsPaused(long time) => new(RuntimeEventKind.WaitsPaused, Lane.Waits, time, 0);

    public static RuntimeEvent WaitStarted(long time, long threadId, CallStack? stack) =>
        new(RuntimeEventKind.WaitStarted, Lane.Waits, time, threadId, stack);

    public static RuntimeEvent WaitStopped(long time, long threadId) => new(RuntimeEventKind.WaitStopped, Lane.Waits, time, threadId);

    public static RuntimeEvent ContentionStarted(long time, long threadId, CallStack? stack, long lockId, long ownerThreadId) =>
        new(RuntimeEventKind.ContentionStarted, Lane.Waits, time, threadId, stack, lockId, ownerThreadId);

    public static RuntimeEvent ContentionStopped(long time, long threadId) => new(RuntimeEventKind.ContentionStopped, Lane.Waits, time, threadId);

    public static RuntimeEvent CompilationStarted(long time, long threadId, long methodId) =>
        new(RuntimeEventKind.CompilationStarted, Lane.Waits, time, threadId, null, methodId);

    public static RuntimeEvent CompilationEnded(long time, long threadId, long methodId) =>
        new(RuntimeEventKind.CompilationEnded, Lane.Waits, time, threadId, null, methodId);

    public static RuntimeEvent Sampled(long time, long threadId, CallStack? stack, bool ranManagedCode) =>
        new(RuntimeEventKind.Sampled, Lane.Bursts, time, threadId, stack, ranManagedCode ? 1 : 0);

    public static RuntimeEvent RequestStarted(long time, long threadId, RequestName request) =>
        new(RuntimeEventKind.RequestStarted, Lane.Spans, time, threadId, request);

    public static RuntimeEvent RequestEnded(long time, long threadId, RequestName request) =>
        new(RuntimeEventKind.RequestEnded, Lane.Spans, time, threadId, request);

    public static RuntimeEvent SuspensionStarted(long time) => new(RuntimeEventKind.SuspensionStarted, Lane.Spans, time, 0);

    public static RuntimeEvent SuspensionEnded(long time) => new(RuntimeEventKind.SuspensionEnded, Lane.Spans, time, 0);

    public static RuntimeEvent PoolAdjusted(long time, int threads, PoolAdjustmentReason reason) =>
        new(RuntimeEventKind.PoolAdjusted, Lane.Spans, time, 0, null, threads, (long)reason);

    public static RuntimeEvent PoolCounted(long time, int threads, long queueLength, long completedItems) =>
        new(RuntimeEventKind.PoolCounted, Lane.Spans, time, 0, null, threads, queueLength, completedItems);

    public static RuntimeEvent Heartbeat(Lane lane, long time) => new(RuntimeEventKind.Heartbeat, lane, time, 0);

    public static RuntimeEvent CaughtUp(Lane lane, long time) => new(RuntimeEventKind.CaughtUp, lane, time, 0);

    public static RuntimeEvent Quiet(Lane lane, long time, long now) => new(RuntimeEventKind.Quiet, lane, time, 0, null, now);

    public static RuntimeEvent BurstStarted(long time) => new(RuntimeEventKind.BurstStarted, Lane.Bursts, time, 0);

    public static RuntimeEvent BurstEnded(long time) => new(RuntimeEventKind.BurstEnded, Lane.Bursts, time, 0);

    public static RuntimeEvent ThreadQueued(long time, long threadId, long since, long queuedNs, long ranNs) =>
        new(RuntimeEventKind.ThreadQueued, Lane.Bursts, time, threadId, null, since, queuedNs, ranNs);

    public static RuntimeEvent ThreadFaulted(long time, long threadId, long since, long majorFaults, long awayNs) =>
        new(RuntimeEventKind.ThreadFaulted, Lane.Bursts, time, threadId, null, since, majorFaults, awayNs);

    public static RuntimeEvent ThreadSlept(long time, long threadId, long since, long stackPointer = 0) => new(RuntimeEventKind.ThreadSlept, Lane.Bursts, time, threadId, null, since, stackPointer);

    public static RuntimeEvent ThreadWoke(long time, long threadId, long lastAsleep) => new(RuntimeEventKind.ThreadWoke, Lane.Bursts, time, threadId, null, lastAsleep);

    public static RuntimeEvent ContainerThrottled(long time, long since, long periods) =>
        new(RuntimeEventKind.ContainerThrottled, Lane.Bursts, time, 0, null, since, periods);

    public static RuntimeEvent AsyncResumed(long time) => new(RuntimeEventKind.AsyncResumed, Lane.Async, time, 0);

    public static RuntimeEvent AsyncPaused(long time) => new(RuntimeEventKind.AsyncPaused, Lane.Async, time, 0);

    public static RuntimeEvent OperationStarted(long time, long threadId, long taskId, string name) =>
        new(RuntimeEventKind.OperationStarted, Lane.Async, time, threadId, name, taskId);

    public static RuntimeEvent OperationEnded(long time, long threadId, long taskId, TaskOutcome outcome) =>
        new(RuntimeEventKind.OperationEnded, Lane.Async, time, threadId, null, taskId, (long)outcome);

    public static RuntimeEvent AwaitStarted(long time, long threadId, long awaitedId, long awaiterId) =>
        new(RuntimeEventKind.AwaitStarted, Lane.Async, time, threadId, null, awaitedId, awaiterId);

    public static RuntimeEvent TaskWaitStarted(long time, long threadId, long taskId) =>
        new(RuntimeEventKind.TaskWaitStarted, Lane.Async, time, threadId, null, taskId);

    public static RuntimeEvent TaskWaitEnded(long time, long threadId, long taskId) =>
        new(RuntimeEventKind.TaskWaitEnded, Lane.Async, time, threadId, null, taskId);

    public static RuntimeEvent TaskQueued(long time, long threadId, long taskId) =>
        new(RuntimeEventKind.TaskQueued, Lane.Async, time, threadId, null, taskId);

    public static RuntimeEvent ContinuationQueued(long time, long threadId, long completedTaskId) =>
        new(RuntimeEventKind.ContinuationQueued, Lane.Async, time, threadId, null, completedTaskId);

    public static RuntimeEvent ExecutionStarted(long time, long threadId, long taskId) =>
        new(RuntimeEventKind.ExecutionStarted, Lane.Async, time, threadId, null, taskId);

    public static RuntimeEvent ExecutionEnded(long time, long threadId) => new(RuntimeEventKind.ExecutionEnded, Lane.Async, time, threadId);

    public static RuntimeEvent CompletionStarted(long time, long threadId, long taskId) =>
        new(RuntimeEventKind.CompletionStarted, Lane.Async, time, threadId, null, taskId);

    public static RuntimeEvent CompletionEnded(long time, long threadId) => new(RuntimeEventKind.CompletionEnded, Lane.Async, time, threadId);

    public static RuntimeEvent ExceptionThrown(long time, long threadId, string type, bool isNested) =>
        new(RuntimeEventKind.ExceptionThrown, Lane.Async, time, threadId, type, isNested ? 1 : 0);

    public static RuntimeEvent ContinuationsRan(long time, long threadId, long since, CallStack methods, int firstWrapper) =>
        new(RuntimeEventKind.ContinuationsRan, Lane.Async, time, threadId, methods, since, firstWrapper);

    public static RuntimeEvent EventsLost(Lane lane, long time, long count, long threadId = 0, long? since = null) =>
        new(RuntimeEventKind.EventsLost, lane, time, threadId, null, count, since ?? time);
}
