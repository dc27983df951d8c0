using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.LostTasks;

/// <summary>An order that starts a notification and goes on without it. Times are milliseconds; the sequences are those of the runtime (.NET 10).</summary>
internal static class LostTaskScript
{
    public const long Ms = EventScript.Ms;
    public const long Order = 10;
    public const long Notify = 11;
    public const long Delay = 12;

    // OrderAsync goes on after an await, and starts NotifyAsync, which suspends.
    public static RuntimeEvent[] Started(long after = 0) =>
    [
        Named(after + 5, 1, Order, "Async: <OrderAsync>d__5"), RuntimeEvent.ExecutionStarted((after + 10) * Ms, 1, Order),
        Named(after + 19, 1, Delay, "Task.Delay"), Named(after + 20, 1, Notify, "Async: <NotifyAsync>d__9"), RuntimeEvent.AwaitStarted((after + 20) * Ms, 1, Delay, Notify),
    ];

    public static RuntimeEvent[] StarterEnds(long at) =>
        [RuntimeEvent.OperationEnded(at * Ms, 1, Order, TaskOutcome.RanToCompletion), RuntimeEvent.ExecutionEnded((at + 1) * Ms, 1)];

    public static RuntimeEvent[] Fails(long at, bool isWaitedFor = false, TaskOutcome outcome = TaskOutcome.Faulted, params RuntimeEvent[] thrown) =>
    [
        RuntimeEvent.CompletionStarted((at - 2) * Ms, 4, Delay), RuntimeEvent.ExecutionStarted((at - 1) * Ms, 4, Notify),
        .. thrown, RuntimeEvent.OperationEnded(at * Ms, 4, Notify, outcome),
        .. isWaitedFor ? [RuntimeEvent.CompletionStarted(at * Ms, 4, Notify), RuntimeEvent.CompletionEnded(at * Ms, 4)] : Array.Empty<RuntimeEvent>(),
        RuntimeEvent.ExecutionEnded((at + 1) * Ms, 4), RuntimeEvent.CompletionEnded((at + 1) * Ms, 4),
    ];

    public static RuntimeEvent[] Beat(long at) => [RuntimeEvent.Heartbeat(Lane.Async, at * Ms)];

    public static RuntimeEvent Named(long at, long thread, long task, string name) => RuntimeEvent.OperationStarted(at * Ms, thread, task, name);

    public static DetectionSnapshot Run(params RuntimeEvent[][] parts) => new Simulation().Run(parts.SelectMany(part => part)).Complete(7000).Snapshot;

    /// <summary>The notification throws, on the thread that runs it.</summary>
    public static RuntimeEvent Throws(long at, string type, bool isNested = false, long thread = 4) => RuntimeEvent.ExceptionThrown(at * Ms, thread, type, isNested);
}
