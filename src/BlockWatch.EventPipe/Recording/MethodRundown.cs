using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Symbols;

namespace BlockWatch.EventPipe.Recording;

/// <summary>Writes the methods and modules that a watch knows as a runtime lists its own at a session's end, so that a recorded trace has names.</summary>
/// <remarks>
/// The target is not asked: it may be gone, and to list its methods costs it. What matters here is known from its list at the attach and from its events since.
/// Payloads are as in the runtime's manifest (ClrEtwAll.man); fields that nobody told us are 0.
/// </remarks>
internal sealed class MethodRundown
{
    private const int OwnInstance = 1;
    private const int PortablePdbAge = 1;

    // Larger payloads are not written by a runtime either.
    private const int MostMapEntries = 8_000;

    private static readonly EventKind Runtime = EventKind.ToWrite(RuntimeProviders.Rundown, RundownEventIds.RuntimeAtEnd, 0);
    private static readonly EventKind Method = EventKind.ToWrite(RuntimeProviders.Rundown, RundownEventIds.MethodAtEnd, 2);
    private static readonly EventKind Map = EventKind.ToWrite(RuntimeProviders.Rundown, RundownEventIds.ILToNativeMapAtEnd, 0);
    private static readonly EventKind Module = EventKind.ToWrite(RuntimeProviders.Rundown, RundownEventIds.ModuleAtEnd, 2);
    private static readonly EventKind Complete = EventKind.ToWrite(RuntimeProviders.Rundown, RundownEventIds.EndComplete, 1);
    private static readonly EventKind EntryPoint = EventKind.ToWrite(RuntimeProviders.Runtime, RuntimeEventIds.EntryPoint, 0);

    private readonly NetTraceWriter _writer;
    private readonly ByteWriter _payload = new();
    private readonly long _ticks;

    private MethodRundown(NetTraceWriter writer)
    {
        _writer = writer;
        _ticks = writer.LastTicks;
    }

    /// <summary>Writes them behind all other events, at the time of the last.</summary>
    /// <param name="writer">The trace.</param>
    /// <param name="methods">What lies where.</param>
    /// <param name="modules">Where it is from.</param>
    /// <param name="name">What the target is called.</param>
    /// <param name="runtime">Its runtime's version.</param>
    public static void Write(NetTraceWriter writer, MethodMap methods, ModuleMap modules, string name, Version runtime)
    {
        var rundown = new MethodRundown(writer);
        rundown.WriteRuntime(name, runtime);

        // Asked first: what comes while the list is written needs no complete one.
        bool isWhole = methods.IsWhole;
        foreach (MethodBody body in methods.All())
        {
            rundown.WriteBody(body);
        }

        foreach ((long id, ModuleIdentity module) in modules.All())
        {
            rundown.WriteModule(id, module);
        }

        if (isWhole)
        {
            rundown._payload.UInt16(OwnInstance);
            rundown.Event(Complete);
        }
    }

    private void WriteRuntime(string name, Version runtime)
    {
        _payload.UInt16(OwnInstance).UInt16(2);
        for (int i = 0; i < 2; i++)
        {
            _payload.UInt16(runtime.Major).UInt16(Math.Max(runtime.Minor, 0)).UInt16(Math.Max(runtime.Build, 0)).UInt16(0);
        }

        _payload.Int32(0).Byte(0).Text(name).Guid(Guid.Empty).Text("");
        Event(Runtime);
    }

    private void WriteBody(MethodBody body)
    {
        if (body.Size == 0)
        {
            _payload.Int64(body.MethodId).Text(body.TypeName).Text(body.MethodName).Text(body.Signature).Int64(unchecked((long)body.Start)).UInt16(OwnInstance);
            Event(EntryPoint);
            return;
        }

        // A list at the end has the map before its body.
        if (body.Map is { } map && map.NativeOffsets.Length <= MostMapEntries)
        {
            _payload.Int64(body.MethodId).Int64(0).Byte(0).UInt16(map.NativeOffsets.Length);
            AddAll(map.ILOffsets);
            AddAll(map.NativeOffsets);
            _payload.UInt16(OwnInstance);
            Event(Map);
        }

        _payload.Int64(body.MethodId).Int64(body.ModuleId).Int64(unchecked((long)body.Start)).Int32(unchecked((int)body.Size)).Int32(body.Token).Int32(body.Flags)
            .Text(body.TypeName).Text(body.MethodName).Text(body.Signature).UInt16(OwnInstance).Int64(0);
        Event(Method);
    }

    private void WriteModule(long id, ModuleIdentity module)
    {
        _payload.Int64(id).Int64(0).Int32(0).Int32(0).Text(module.Path).Text("").UInt16(OwnInstance)
            .Guid(module.PdbSignature).Int32(PortablePdbAge).Text(module.PdbBuildPath)
            .Guid(Guid.Empty).Int32(0).Text("");
        Event(Module);
    }

    private void AddAll(ReadOnlySpan<int> values)
    {
        foreach (int value in values)
        {
            _payload.Int32(value);
        }
    }

    private void Event(EventKind kind)
    {
        _writer.Write(kind, _ticks, 0, _payload.Written, []);
        _payload.Clear();
    }
}
