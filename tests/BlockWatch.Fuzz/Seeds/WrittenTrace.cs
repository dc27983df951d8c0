using System.Buffers.Binary;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Recording;
using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.Fuzz.Seeds;

/// <summary>Writes a trace that has every kind of event that blockwatch reads, also those that no recording has.</summary>
internal static class WrittenTrace
{
    private const long Millisecond = 1_000_000;

    // Task events: two task ids and a behaviour fit into it, whatever the event.
    private const int TaskPayload = 40;

    // One instance for each kind: writers tell kinds apart by it.
    private static readonly Dictionary<(string Provider, int Id, int Version), EventKind> Kinds = [];

    public static SeedTrace OfEverything() => new("every kind of event", Header(), [.. Runtime(), .. Tasks(), .. Described(), .. Windows()]);

    /// <summary>Events of tasks alone: many tasks, of which some wait for each other.</summary>
    public static SeedTrace OfTasks() => new("tasks", Header(), [.. Enumerable.Range(0, 6).SelectMany(round => Tasks(round))]);

    private static IEnumerable<SeedEvent> Runtime()
    {
        const string Provider = RuntimeProviders.Runtime;
        const string Rundown = RuntimeProviders.Rundown;
        long ticks = Millisecond;
        SeedEvent Next(string provider, int id, int version, ByteWriter payload, params ulong[] stack) =>
            new(KindOf(provider, id, version), ticks += Millisecond, 1 + (ticks / Millisecond % 4), payload.Written.ToArray(), stack);

        yield return Next(Rundown, RundownEventIds.RuntimeAtEnd, 0, new ByteWriter().UInt16(1).UInt16(2).UInt16(10).UInt16(0).UInt16(0).UInt16(0).UInt16(10).UInt16(0).UInt16(0).UInt16(0)
            .Int32(0).Byte(0).Text("dotnet /app/Shop.dll").Guid(Guid.Empty).Text(""));
        foreach (int id in new[] { RuntimeEventIds.MethodLoad, RuntimeEventIds.MethodUnload })
        {
            yield return Next(Provider, id, 2, Method(1, 0x1000, "Shop.Orders+<CheckoutAsync>d__4`1[System.__Canon]", "MoveNext"));
        }

        yield return Next(Provider, RuntimeEventIds.MethodLoad, 2, Method(2, 0x2000, "Shop.Orders", "Load"));
        yield return Next(Provider, RuntimeEventIds.ILToNativeMap, 0, new ByteWriter().Int64(2).Int64(0).Byte(0).UInt16(2).Int32(0).Int32(5).Int32(0).Int32(8).UInt16(1));
        yield return Next(Provider, RuntimeEventIds.MethodJittingStarted, 1, new ByteWriter().Int64(3).Int64(7).Int32(0x06000003).Int32(10).Text("Shop.Orders").Text("Save").Text("void  ()").UInt16(1));
        yield return Next(Provider, RuntimeEventIds.MethodDetails, 0, new ByteWriter().Int64(4).Int64(50).Int32(0x06000004).Int32(0).Int64(0));
        yield return Next(Provider, RuntimeEventIds.BulkType, 0, new ByteWriter().Int32(1).UInt16(1).Int64(50).Int64(7).Int32(0).Int32(0).Byte(0).Text("Shop.Orders").Int32(0));
        yield return Next(Provider, RuntimeEventIds.EntryPoint, 0, new ByteWriter().Int64(5).Text("System.Threading.Thread").Text("Sleep").Text("void  (int32)").Int64(0x5000).UInt16(1));
        yield return Next(Provider, RuntimeEventIds.ModuleLoad, 2, Module(7, "/app/Shop.dll"));
        yield return Next(Rundown, RundownEventIds.ModuleAtEnd, 2, Module(8, "/app/Other.dll"));
        yield return Next(RuntimeProviders.RuntimePrivate, RuntimeEventIds.RichDebugInfo, 0, RichDebugInfo());
        for (int i = 0; i < 8; i++)
        {
            yield return Next(Provider, RuntimeEventIds.WorkerStart, 0, new ByteWriter().Int32(4).Int32(0).UInt16(1));
            yield return Next(RuntimeProviders.Framework, RuntimeProviders.ThreadPoolDequeueWork, 0, new ByteWriter().Int64(i));
            yield return Next(Provider, RuntimeEventIds.WaitStart, 0, new ByteWriter().Byte(1).Int64(0x77).UInt16(1), 0x1010, 0x2004);
            yield return Next(Provider, RuntimeEventIds.ContentionStart, 2, new ByteWriter().Byte(0).UInt16(1).Int64(0x99).Int64(0x88).Int64(3), 0x2004, 0x1008);
            ticks += 150 * Millisecond;
            yield return Next(RuntimeProviders.Sampler, RuntimeEventIds.ThreadSample, 0, new ByteWriter().Int32(2), 0x5004, 0x2004, 0x1008);
            yield return Next(Provider, RuntimeEventIds.WaitStop, 0, new ByteWriter().UInt16(1));
            yield return Next(Provider, RuntimeEventIds.ContentionStop, 1, new ByteWriter().Byte(0).UInt16(1).Int64(BitConverter.DoubleToInt64Bits(1e8)));
            yield return Next(Provider, RuntimeEventIds.GcSuspendStart, 1, new ByteWriter().Int32(1).Int32(1).UInt16(1));
            yield return Next(Provider, RuntimeEventIds.GcRestartEnd, 1, new ByteWriter().UInt16(1));
            yield return Next(Provider, RuntimeEventIds.ExceptionThrown, 1, new ByteWriter().Text("Shop.OrderException").Text("no").Int64(0).Int32(0).UInt16(0).UInt16(1));
            yield return Next(Provider, RuntimeEventIds.ThreadCreated, 1, new ByteWriter().Int64(i).Int64(0).Int32(0).Int32(i).Int32(i + 1).UInt16(1));
            yield return Next(Provider, RuntimeEventIds.PoolAdjustment, 0, new ByteWriter().Int64(BitConverter.DoubleToInt64Bits(1)).Int32(9).Int32(6).UInt16(1));
            yield return Next(Provider, RuntimeEventIds.WorkerWait, 0, new ByteWriter().Int32(4).Int32(0).UInt16(1));
            yield return Next(Provider, RuntimeEventIds.WorkerStop, 0, new ByteWriter().Int32(4).Int32(0).UInt16(1));
        }
    }

    private static IEnumerable<SeedEvent> Tasks(int round = 0)
    {
        for (int i = 0; i < 10; i++)
        {
            foreach (int id in TaskEventIds.All.Select(static id => (int)id))
            {
                ByteWriter payload = id == TaskEventIds.TraceOperationBegin
                    ? new ByteWriter().Int32(i + 1).Text($"Async: Shop.Orders+<Step{i}Async>d__{i}").Int64(0)
                    : new ByteWriter().Int32(1).Int32(i).Int32(i + 1).Int32((i * 3 % 10) + 1).Int32(1).Bytes(new byte[TaskPayload - 20]);
                yield return new SeedEvent(KindOf(RuntimeProviders.Tasks, id, 0), ((round * 100) + (i * 9) + id) * Millisecond, 1 + (i % 3), payload.Written.ToArray(), []);
            }
        }
    }

    // Events that describe their own fields: counters and log messages.
    private static IEnumerable<SeedEvent> Described()
    {
        EventKind counters = Described(RuntimeProviders.Counters, 1001, "EventCounters", new ByteWriter().Int32(1).Int32(1).Int32(1).Int32(1).Int32(2)
            .Int32(18).Text("Name").Int32(14).Text("Mean").Text("Payload").Text("Payload"));
        EventKind messages = Described(RuntimeProviders.Logging, 11, RuntimeProviders.FormattedMessage, new ByteWriter().Int32(6)
            .Int32(9).Text("Level").Int32(9).Text("FactoryID").Int32(18).Text("LoggerName").Int32(9).Text("EventId").Int32(18).Text("EventName").Int32(18).Text("FormattedMessage"));
        for (int i = 0; i < 6; i++)
        {
            foreach (string name in new[] { "threadpool-thread-count", "threadpool-queue-length" })
            {
                yield return new SeedEvent(counters, (2_000 + (i * 100)) * Millisecond, 9, new ByteWriter().Text(name).Int64(BitConverter.DoubleToInt64Bits(i * 50)).Written.ToArray(), []);
            }

            ByteWriter message = new ByteWriter().Int32(2).Int32(1).Text(RuntimeProviders.EndpointLogger).Int32(0)
                .Text(i % 2 == 0 ? "ExecutingEndpoint" : "ExecutedEndpoint").Text($"{(i % 2 == 0 ? "Executing" : "Executed")} endpoint 'HTTP: GET /orders/{{id}}'");
            yield return new SeedEvent(messages, (2_001 + (i * 100)) * Millisecond, 1, message.Written.ToArray(), []);
        }
    }

    private static IEnumerable<SeedEvent> Windows()
    {
        (int Id, long At)[] marks = [(1, 3_000), (2, 3_100), (3, 3_200), (4, 3_300), (5, 3_400)];
        return marks.Select(mark => new SeedEvent(KindOf(WindowMark.Provider, mark.Id, 0), mark.At * Millisecond, 0, [], []));
    }

    private static EventKind KindOf(string provider, int id, int version)
    {
        if (!Kinds.TryGetValue((provider, id, version), out EventKind? kind))
        {
            kind = EventKind.ToWrite(provider, id, version);
            Kinds.Add((provider, id, version), kind);
        }

        return kind;
    }

    private static EventKind Described(string provider, int id, string name, ByteWriter fields) => EventKind.Read(
        new ByteWriter().Int32(1).Text(provider).Int32(id).Text(name).Int64(0).Int32(0).Int32(4).Bytes(fields.Written).Written, out _);

    private static ByteWriter Method(long id, long start, string type, string method) =>
        new ByteWriter().Int64(id).Int64(7).Int64(start).Int32(0x40).Int32(0x06000001).Int32(0).Text(type).Text(method).Text("void  ()").UInt16(1).Int64(0);

    private static ByteWriter Module(long id, string path) =>
        new ByteWriter().Int64(id).Int64(1).Int32(0).Int32(0).Text(path).Text("").UInt16(1).Guid(Guid.Empty).Int32(1).Text("/src/Shop.pdb").Guid(Guid.Empty).Int32(0).Text("");

    private static ByteWriter RichDebugInfo()
    {
        ByteWriter tree = new ByteWriter().Int32(2).Int32(2)
            .Int64(2).Int32(0).Int32(1).Int32(0).Int64(3).Int32(4).Int32(0).Int32(0)
            .Int32(0).Int32(0).Int32(0).Byte(2).Int32(0).Int32(1).Int32(0x10).Byte(2);
        return new ByteWriter().UInt16(0).Int64(2).Int64(0).Int64(0).Int32(int.MinValue).Int32(tree.Length).Bytes(tree.Written);
    }

    private static byte[] Header()
    {
        byte[] header = new byte[TraceHeader.Size];
        short[] date = [2026, 3, 1, 2, 10, 20, 30, 40];
        Buffer.BlockCopy(date, 0, header, 0, 16);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), 1_000_000_000);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(32), 8);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(36), 4_242);
        return header;
    }
}
