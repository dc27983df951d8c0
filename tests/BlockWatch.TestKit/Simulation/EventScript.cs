using BlockWatch.Detection.Events;
using BlockWatch.Detection.Requests;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.TestKit.Simulation;

/// <summary>Writes down what happens in a simulated target, in milliseconds, and delivers it as events by lanes that lag.</summary>
/// <remarks>Within a lane, events are delivered in time order; of the same instant, in the order of the script.</remarks>
public sealed class EventScript
{
    public const long Ms = 1_000_000;

    private readonly List<RuntimeEvent> _events = [];
    private long _now;

    /// <summary>What follows happens at this time.</summary>
    public EventScript At(double milliseconds)
    {
        _now = (long)(milliseconds * Ms);
        return this;
    }

    public EventScript Start(long thread) => Add(RuntimeEvent.WorkItemStarted(_now, thread));

    public EventScript Idle(long thread) => Add(RuntimeEvent.WorkerIdle(_now, thread));

    public EventScript Born(long thread) => Add(RuntimeEvent.WorkerStarted(_now, thread));

    public EventScript Stopped(long thread) => Add(RuntimeEvent.WorkerStopped(_now, thread));

    /// <summary>Work items are not told of from now on.</summary>
    public EventScript Pause() => Add(RuntimeEvent.WorkItemsPaused(_now));

    /// <summary>Work items are told of again.</summary>
    public EventScript Resume() => Add(RuntimeEvent.WorkItemsResumed(_now, _now));

    /// <summary>Requests are not told of from now on.</summary>
    public EventScript PauseRequests() => Add(RuntimeEvent.RequestsPaused(_now));

    /// <summary>Requests are told of again.</summary>
    public EventScript ResumeRequests() => Add(RuntimeEvent.RequestsResumed(_now));

    /// <summary>Waits are not told of from now on.</summary>
    public EventScript PauseWaits() => Add(RuntimeEvent.WaitsPaused(_now));

    public EventScript Wait(long thread, CallStack? stack) => Add(RuntimeEvent.WaitStarted(_now, thread, stack));

    public EventScript WaitEnd(long thread) => Add(RuntimeEvent.WaitStopped(_now, thread));

    public EventScript Contend(long thread, CallStack? stack, long lockId = 0, long owner = 0) =>
        Add(RuntimeEvent.ContentionStarted(_now, thread, stack, lockId, owner));

    public EventScript ContendEnd(long thread) => Add(RuntimeEvent.ContentionStopped(_now, thread));

    public EventScript Compile(long thread, long method) => Add(RuntimeEvent.CompilationStarted(_now, thread, method));

    public EventScript CompileEnd(long thread, long method) => Add(RuntimeEvent.CompilationEnded(_now, thread, method));

    public EventScript Sample(long thread, CallStack stack, bool ran = false) => Add(RuntimeEvent.Sampled(_now, thread, stack, ran));

    /// <summary>The thread begins to serve a request to this endpoint.</summary>
    public EventScript Serve(long thread, string endpoint) => Add(RuntimeEvent.RequestStarted(_now, thread, RequestName.FromDisplayName(endpoint)));

    /// <summary>A request to this endpoint is done.</summary>
    public EventScript Served(long thread, string endpoint) => Add(RuntimeEvent.RequestEnded(_now, thread, RequestName.FromDisplayName(endpoint)));

    public EventScript BurstStart() => Add(RuntimeEvent.BurstStarted(_now));

    /// <summary>Since the given time, milliseconds, the thread was in the processors' queue for so many milliseconds, and ran for so many.</summary>
    public EventScript Queued(long thread, double since, double milliseconds, double ran = 0) =>
        Add(RuntimeEvent.ThreadQueued(_now, thread, (long)(since * Ms), (long)(milliseconds * Ms), (long)(ran * Ms)));

    /// <summary>Since the given time, milliseconds, the thread had so many major page faults, and was off the processors for so many milliseconds.</summary>
    public EventScript Faulted(long thread, double since, long faults, double away) =>
        Add(RuntimeEvent.ThreadFaulted(_now, thread, (long)(since * Ms), faults, (long)(away * Ms)));

    /// <summary>Since the given time, milliseconds, the container was stopped in so many periods.</summary>
    public EventScript Throttled(double since, long periods) => Add(RuntimeEvent.ContainerThrottled(_now, (long)(since * Ms), periods));

    /// <summary>The operating system is asked every 20 ms, and where the stack ends: from the first of these times to the second the thread did not run; at the third it is known to have run again.</summary>
    public EventScript Sleep(long thread, double from, double until, double? woke = null, long stackPointer = 0)
    {
        for (double look = from + 40; look <= until; look += 20)
        {
            At(look).Add(RuntimeEvent.ThreadSlept(_now, thread, (long)(from * Ms), stackPointer));
        }

        return woke is { } again ? At(again).Add(RuntimeEvent.ThreadWoke(_now, thread, (long)(until * Ms))) : this;
    }

    public EventScript BurstEnd() => Add(RuntimeEvent.BurstEnded(_now));

    public EventScript GcStart() => Add(RuntimeEvent.SuspensionStarted(_now));

    public EventScript GcEnd() => Add(RuntimeEvent.SuspensionEnded(_now));

    public EventScript Count(int threads, long queue, long completed) => Add(RuntimeEvent.PoolCounted(_now, threads, queue, completed));

    public EventScript Adjust(int threads, PoolAdjustmentReason reason) => Add(RuntimeEvent.PoolAdjusted(_now, threads, reason));

    public EventScript Lost(Lane lane, long count) => Add(RuntimeEvent.EventsLost(lane, _now, count));

    /// <summary>Events of one thread were lost, after this time.</summary>
    public EventScript Lost(Lane lane, long count, long thread, double sinceMs) => Add(RuntimeEvent.EventsLost(lane, _now, count, thread, (long)(sinceMs * Ms)));

    public EventScript Beat(Lane lane) => Add(RuntimeEvent.Heartbeat(lane, _now));

    /// <summary>A task has come to be; an async method by its first suspension.</summary>
    public EventScript Task(long thread, long task, string name) => Add(RuntimeEvent.OperationStarted(_now, thread, task, name));

    public EventScript TaskEnd(long thread, long task) => Add(RuntimeEvent.OperationEnded(_now, thread, task, TaskOutcome.RanToCompletion));

    /// <summary>An async method awaits a task.</summary>
    public EventScript Await(long thread, long awaited, long awaiter) => Add(RuntimeEvent.AwaitStarted(_now, thread, awaited, awaiter));

    /// <summary>The thread is blocked on a task from now on.</summary>
    public EventScript Block(long thread, long task) => Add(RuntimeEvent.TaskWaitStarted(_now, thread, task));

    public EventScript BlockEnd(long thread, long task) => Add(RuntimeEvent.TaskWaitEnded(_now, thread, task));

    /// <summary>A task's delegate is handed to the pool.</summary>
    public EventScript Queue(long thread, long task) => Add(RuntimeEvent.TaskQueued(_now, thread, task));

    /// <summary>What awaits the task is handed to a context or the pool; 0 for a yield.</summary>
    public EventScript Post(long thread, long completed) => Add(RuntimeEvent.ContinuationQueued(_now, thread, completed));

    public EventScript Execute(long thread, long task) => Add(RuntimeEvent.ExecutionStarted(_now, thread, task));

    public EventScript ExecuteEnd(long thread) => Add(RuntimeEvent.ExecutionEnded(_now, thread));

    /// <summary>The task is complete, and what awaits it is resumed.</summary>
    public EventScript Finish(long thread, long task) => Add(RuntimeEvent.CompletionStarted(_now, thread, task));

    public EventScript FinishEnd(long thread) => Add(RuntimeEvent.CompletionEnded(_now, thread));

    /// <summary>A burst that samples one thread at the given times, milliseconds; it begins 1 ms before the first and ends 1 ms after the last.</summary>
    public EventScript Burst(long thread, CallStack stack, params double[] times)
    {
        At(times[0] - 1).BurstStart();
        foreach (double time in times)
        {
            At(time).Sample(thread, stack);
        }

        return At(times[^1] + 1).BurstEnd();
    }

    /// <summary>Heartbeats of the spans and waits lanes every 10 ms, from and up to these times.</summary>
    public EventScript BeatsUntil(int end, int start = 0)
    {
        for (int time = start; time <= end; time += 10)
        {
            At(time).Beat(Lane.Spans).Beat(Lane.Waits);
        }

        return this;
    }

    /// <summary>Nothing has come for so long that all of the spans lane up to now is here; for the receiver it is later by so many milliseconds.</summary>
    public EventScript Quiet(int later = 0) => Add(RuntimeEvent.Quiet(Lane.Spans, _now, _now + (later * Ms)));

    public EventScript CaughtUp() => Add(RuntimeEvent.CaughtUp(Lane.Spans, _now));

    public EventScript Add(RuntimeEvent happening)
    {
        _events.Add(happening);
        return this;
    }

    /// <summary>Both scripts' events.</summary>
    public EventScript Merge(EventScript other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _events.AddRange(other._events);
        return this;
    }

    /// <summary>The events in the order in which they are delivered.</summary>
    public IReadOnlyList<RuntimeEvent> Deliver(LaneDelays? delays = null)
    {
        LaneDelays lag = delays ?? new LaneDelays();

        // OrderBy is stable: events of one instant keep the script's order. Heartbeats speak for their instant, too.
        return [.. _events.OrderBy(e => e.Time + DelayOf(e, lag)).ThenBy(e => e.Kind == RuntimeEventKind.Heartbeat)];
    }

    /// <summary>The lanes one by one, each in time order.</summary>
    public IReadOnlyList<IReadOnlyList<RuntimeEvent>> Lanes() =>
        [.. Enum.GetValues<Lane>().Select(lane => (IReadOnlyList<RuntimeEvent>)[.. Deliver().Where(e => e.Lane == lane)])];

    private static long DelayOf(RuntimeEvent e, LaneDelays lag) => Ms * e.Lane switch
    {
        Lane.Spans => lag.Spans,
        Lane.Waits or Lane.Async => lag.Waits,

        // Said at once; what the stacks were is told when their burst is over.
        _ => e.Kind is RuntimeEventKind.BurstStarted or RuntimeEventKind.ThreadSlept or RuntimeEventKind.ThreadWoke ? 0 : lag.Bursts,
    };
}
