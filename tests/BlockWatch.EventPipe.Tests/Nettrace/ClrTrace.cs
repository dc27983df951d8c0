using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Tests.Nettrace;

/// <summary>Writes the runtime's own events, with payloads as its manifest (ClrEtwAll.man) lays them out.</summary>
/// <remarks>Each event is a flush of its own, one tick of 1 ms after the other, so that the library hands them out in the order of writing.</remarks>
internal sealed class ClrTrace
{
    private const string Rundown = "Microsoft-Windows-DotNETRuntimeRundown";
    private const long Step = 1_000_000;

    private readonly NettraceWriter _writer;
    private readonly Dictionary<(string Provider, int Id), int> _defined = [];

    public ClrTrace(NettraceWriter? writer = null)
    {
        _writer = writer ?? new NettraceWriter();
    }

    /// <summary>The time of the next event, ticks.</summary>
    public long Time { get; set; } = Step;

    /// <summary>Where each event ends.</summary>
    public List<int> Ends { get; } = [];

    public NettraceWriter Writer => _writer;

    public ClrTrace MethodLoad(long methodId, ulong start, int size, string type, string method, int thread = 1, long moduleId = 0, int token = 0x06000001) =>
        Write(RuntimeProviders.Runtime, 143, 2, thread, Method(methodId, moduleId, start, size, token, type, method));

    public ClrTrace MethodUnload(long methodId, ulong start, int size, string type, string method) =>
        Write(RuntimeProviders.Runtime, 144, 2, 1, Method(methodId, 0, start, size, 0x06000001, type, method));

    public ClrTrace MethodListed(long methodId, ulong start, int size, string type, string method, int thread = 1, long moduleId = 0, int token = 0x06000001) =>
        Write(Rundown, 144, 2, thread, Method(methodId, moduleId, start, size, token, type, method));

    public ClrTrace Map(long methodId, int[] native, int[] il, int thread = 1) => Write(RuntimeProviders.Runtime, 190, 0, thread, MapOf(methodId, native, il));

    public ClrTrace MapListed(long methodId, int[] native, int[] il, int thread = 1) => Write(Rundown, 150, 0, thread, MapOf(methodId, native, il));

    /// <summary>What the JIT inlined into a body; see <see cref="RichPayload"/>.</summary>
    public ClrTrace RichDebugInfo(long methodId, RichPayload rich, int thread = 1) => Write(RuntimeProviders.RuntimePrivate, 189, 0, thread, rich.ToArray(methodId));

    public ClrTrace MethodDetails(long methodId, long typeId, int token) =>
        Write(RuntimeProviders.Runtime, 72, 0, 1, new PayloadBuilder().Int64(methodId).Int64(typeId).Int32(token).Int32(0).Int64(0).ToArray());

    public ClrTrace BulkType(long typeId, long moduleId) =>
        Write(RuntimeProviders.Runtime, 15, 0, 1, new PayloadBuilder().Int32(1).Int16(1).Int64(typeId).Int64(moduleId).Int32(0).Int32(0).Byte(0).Text("").Int32(0).ToArray());

    public ClrTrace EntryPoint(long methodId, ulong start, string type, string method) =>
        Write(RuntimeProviders.Runtime, 159, 0, 1, new PayloadBuilder().Int64(methodId).Text(type).Text(method).Text("void  ()").Int64((long)start).Int16(1).ToArray());

    public ClrTrace ModuleLoad(long moduleId, string path, Guid pdb, string pdbPath) => Write(RuntimeProviders.Runtime, 152, 2, 1, Module(moduleId, path, pdb, pdbPath));

    public ClrTrace ModuleUnload(long moduleId, string path) => Write(RuntimeProviders.Runtime, 153, 2, 1, Module(moduleId, path, Guid.Empty, ""));

    public ClrTrace ModuleListed(long moduleId, string path, Guid pdb, string pdbPath) => Write(Rundown, 154, 2, 1, Module(moduleId, path, pdb, pdbPath));

    public ClrTrace WorkItem(int thread, int lostBefore = 0, bool flush = true)
    {
        byte[] fields = new PayloadBuilder().Int32(1).Int32(11).Text("workID").ToArray();
        int id = Define(RuntimeProviders.Framework, 31, 0, "ThreadPoolDequeueWork", fields);
        return Event(new NettraceEvent(id, Time, thread, new PayloadBuilder().Int64(1).ToArray()) { LostBefore = lostBefore, IsSorted = flush });
    }

    /// <summary>A counter of System.Runtime, as the runtime sends it: one nested structure.</summary>
    public ClrTrace Counter(string name, string field, double value, int thread = 9)
    {
        byte[] fields = new PayloadBuilder().Int32(1)
            .Int32(1).Int32(1) // field 1: a structure of one field,
            .Int32(1).Int32(2) // which is a structure of two fields
            .Int32(18).Text("Name").Int32(14).Text(field)
            .Text("Payload").Text("Payload").ToArray();
        int id = Define(RuntimeProviders.Counters, field == "Mean" ? 1001 : 1002, 0, "EventCounters", fields);
        return Event(new NettraceEvent(id, Time, thread, new PayloadBuilder().Text(name).Float64(value).ToArray()) { IsSorted = true });
    }

    public ClrTrace PoolCounters(int threads, int queue, int completed) =>
        Counter("threadpool-thread-count", "Mean", threads).Counter("threadpool-queue-length", "Mean", queue).Counter("threadpool-completed-items-count", "Increment", completed);

    /// <summary>A log message, as Microsoft.Extensions.Logging's event source of .NET 8 sends it.</summary>
    public ClrTrace LogMessage(int thread, string logger, string eventName, string message)
    {
        byte[] fields = new PayloadBuilder().Int32(6)
            .Int32(9).Text("Level").Int32(9).Text("FactoryID").Int32(18).Text("LoggerName")
            .Int32(9).Text("EventId").Int32(18).Text("EventName").Int32(18).Text("FormattedMessage").ToArray();
        int id = Define(RuntimeProviders.Logging, 11, 0, "FormattedMessage", fields);
        byte[] payload = new PayloadBuilder().Int32(2).Int32(1).Text(logger).Int32(0).Text(eventName).Text(message).ToArray();
        return Event(new NettraceEvent(id, Time, thread, payload) { IsSorted = true });
    }

    /// <summary>Any event of the runtime, with its payload given.</summary>
    public ClrTrace Write(string provider, int id, int version, int thread, byte[] payload, int stackId = 0, int lostBefore = 0) =>
        Event(new NettraceEvent(Define(provider, id, version), Time, thread, payload) { IsSorted = true, StackId = stackId, LostBefore = lostBefore });

    public byte[] ToArray() => _writer.ToArray();

    private ClrTrace Event(NettraceEvent written)
    {
        _writer.Events(written);
        Ends.Add(_writer.Length);
        Time += Step;
        return this;
    }

    private int Define(string provider, int id, int version, string name = "", byte[]? fields = null)
    {
        if (!_defined.TryGetValue((provider, id), out int metadataId))
        {
            metadataId = _writer.Define(provider, id, name, version, fields);
            _defined.Add((provider, id), metadataId);
        }

        return metadataId;
    }

    private static byte[] Method(long methodId, long moduleId, ulong start, int size, int token, string type, string method) =>
        new PayloadBuilder().Int64(methodId).Int64(moduleId).Int64((long)start).Int32(size).Int32(token).Int32(0)
            .Text(type).Text(method).Text("void  ()").Int16(1).Int64(0).ToArray();

    private static byte[] MapOf(long methodId, int[] native, int[] il)
    {
        PayloadBuilder payload = new PayloadBuilder().Int64(methodId).Int64(0).Byte(0).Int16((short)native.Length);
        Array.ForEach(il, offset => payload.Int32(offset));
        Array.ForEach(native, offset => payload.Int32(offset));
        return payload.Int16(1).ToArray();
    }

    private static byte[] Module(long moduleId, string path, Guid pdb, string pdbPath) =>
        new PayloadBuilder().Int64(moduleId).Int64(1).Int32(0).Int32(0).Text(path).Text("").Int16(1)
            .Guid(pdb).Int32(1).Text(pdbPath).Guid(Guid.Empty).Int32(0).Text("").ToArray();
}
