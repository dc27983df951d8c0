using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.Benchmarks.Memory.Simulated;

/// <summary>A kind of events, as a stream describes it.</summary>
/// <param name="Provider">Whose.</param>
/// <param name="EventId">Its number there.</param>
/// <param name="Version">Of its payload.</param>
/// <param name="Name">Empty for the runtime's own events.</param>
/// <param name="Fields">What the stream says of the payload; the runtime's own events say nothing.</param>
internal sealed record EventType(string Provider, int EventId, int Version, string Name, byte[] Fields)
{
    private const int TextField = 18;
    private const int DoubleField = 14;
    private const int Int64Field = 11;
    private const int Int32Field = 9;
    private const int Nested = 1;

    public static EventType WorkItem { get; } = new(
        RuntimeProviders.Framework, RuntimeProviders.ThreadPoolDequeueWork, 0, "ThreadPoolDequeueWork", new ByteWriter().Int32(1).Int32(Int64Field).Text("workID").Written.ToArray());

    public static EventType WorkerWait { get; } = Runtime(RuntimeEventIds.WorkerWait);

    public static EventType WorkerStart { get; } = Runtime(RuntimeEventIds.WorkerStart);

    public static EventType WorkerStop { get; } = Runtime(RuntimeEventIds.WorkerStop);

    public static EventType WaitStart { get; } = Runtime(RuntimeEventIds.WaitStart);

    public static EventType WaitStop { get; } = Runtime(RuntimeEventIds.WaitStop);

    public static EventType ContentionStart { get; } = Runtime(RuntimeEventIds.ContentionStart, version: 2);

    public static EventType ContentionStop { get; } = Runtime(RuntimeEventIds.ContentionStop);

    public static EventType SuspendStart { get; } = Runtime(RuntimeEventIds.GcSuspendStart, version: 1);

    public static EventType RestartEnd { get; } = Runtime(RuntimeEventIds.GcRestartEnd);

    public static EventType ModuleLoad { get; } = Runtime(RuntimeEventIds.ModuleLoad, version: 2);

    public static EventType MethodLoad { get; } = Runtime(RuntimeEventIds.MethodLoad, version: 2);

    public static EventType Map { get; } = Runtime(RuntimeEventIds.ILToNativeMap);

    public static EventType MeanCounter { get; } = Counter(1001, "Mean");

    public static EventType IncrementCounter { get; } = Counter(1002, "Increment");

    public static EventType LogMessage { get; } = new(RuntimeProviders.Logging, 11, 0, RuntimeProviders.FormattedMessage, new ByteWriter().Int32(6)
        .Int32(Int32Field).Text("Level").Int32(Int32Field).Text("FactoryID").Int32(TextField).Text("LoggerName")
        .Int32(Int32Field).Text("EventId").Int32(TextField).Text("EventName").Int32(TextField).Text("FormattedMessage").Written.ToArray());

    /// <summary>Every kind; its place here, from 1 on, is its id in the stream.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        WorkItem, WorkerWait, WorkerStart, WorkerStop, WaitStart, WaitStop, ContentionStart, ContentionStop, SuspendStart, RestartEnd, ModuleLoad, MethodLoad, Map,
        MeanCounter, IncrementCounter, LogMessage,
    ];

    private static EventType Runtime(int id, int version = 0) => new(RuntimeProviders.Runtime, id, version, "", [0, 0, 0, 0]);

    private static EventType Counter(int id, string field) => new(RuntimeProviders.Counters, id, 0, "EventCounters", new ByteWriter()
        .Int32(1).Int32(Nested).Int32(1).Int32(Nested).Int32(2).Int32(TextField).Text("Name").Int32(DoubleField).Text(field).Text("Payload").Text("Payload").Written.ToArray());
}
