using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Methods;

/// <summary>Fills the method and module maps from one source's method, module and IL-map events, live ones and those of a rundown.</summary>
/// <remarks>
/// A map event names its method by id alone, and a method compiled in tiers has several bodies under one id. The runtime
/// writes a body's load event and its map one after the other on one thread: the load first when it is live or in a list at
/// a session's start, the map first in a list at a session's end. So the pair is made by thread, id and that order.
/// </remarks>
internal sealed class MethodEventReader
{
    private readonly MethodMap _methods;
    private readonly ModuleMap _modules;
    private readonly string? _processRoot;
    private readonly InlineEventReader? _inlines;

    private readonly LastOfThread<MethodBody> _lastLoaded = new();
    private readonly LastOfThread<ILToNativeMap> _lastEndMap = new();

    /// <param name="methods">Filled with bodies.</param>
    /// <param name="modules">Filled with modules.</param>
    /// <param name="processRoot">The target's root directory seen from here; null when it shares our files.</param>
    /// <param name="inlines">Reads the same source's inlining; null when the target does not tell it.</param>
    public MethodEventReader(MethodMap methods, ModuleMap modules, string? processRoot, InlineEventReader? inlines = null)
    {
        _methods = methods;
        _modules = modules;
        _processRoot = processRoot;
        _inlines = inlines;
    }

    /// <summary>One that finds the files of a process that runs. It pairs the events of one source: each needs its own.</summary>
    public static MethodEventReader OfProcess(int processId, MethodMap methods, ModuleMap modules, InlineEventReader? inlines = null) =>
        new(methods, modules, OperatingSystem.IsLinux() ? ProcFile.Folder(processId) + "/root" : null, inlines);

    /// <summary>How many method, module and map events came.</summary>
    public long EventCount { get; private set; }

    public void Subscribe(EventDispatch source)
    {
        _inlines?.Subscribe(source);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.ModuleLoad, OnModule);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.ModuleUnload, OnModuleUnload);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.MethodLoad, OnMethod);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.MethodUnload, OnMethodUnload);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.ILToNativeMap, OnMap);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.EntryPoint, OnEntryPoint);

        source.On(RuntimeProviders.Rundown, RundownEventIds.ModuleAtEnd, OnModule);
        source.On(RuntimeProviders.Rundown, RundownEventIds.ModuleAtStart, OnModule);
        source.On(RuntimeProviders.Rundown, RundownEventIds.MethodAtEnd, OnMethodAtEnd);
        source.On(RuntimeProviders.Rundown, RundownEventIds.MethodAtStart, OnMethod);
        source.On(RuntimeProviders.Rundown, RundownEventIds.EndComplete, (in NetTraceEvent _) => _methods.IsWhole = true);
        source.On(RuntimeProviders.Rundown, RundownEventIds.ILToNativeMapAtEnd, OnMapAtEnd);
        source.On(RuntimeProviders.Rundown, RundownEventIds.ILToNativeMapAtStart, OnMap);
    }

    private void OnModule(in NetTraceEvent data)
    {
        EventCount++;
        if (ModuleLoad.TryRead(data, out ModuleLoad module) && module.Path.Length > 0)
        {
            _modules.Add(
                module.ModuleId, new ModuleIdentity(module.Path, ModuleMap.SimpleNameOf(module.Path), module.PdbSignature, module.PdbPath, _processRoot));
        }
    }

    private void OnModuleUnload(in NetTraceEvent data)
    {
        EventCount++;
        if (ModuleLoad.TryRead(data, out ModuleLoad module))
        {
            _methods.UnloadModule(module.ModuleId);
            _modules.Unload(module.ModuleId);
        }
    }

    private void OnMethodUnload(in NetTraceEvent data)
    {
        EventCount++;
        if (MethodLoad.TryRead(data.Payload, out MethodLoad method))
        {
            _methods.Unload(method.Start);
        }
    }

    private void OnMethod(in NetTraceEvent data)
    {
        EventCount++;
        if (MethodLoad.TryRead(data.Payload, out MethodLoad method))
        {
            MethodBody body = Add(method, map: null);
            _lastLoaded.Put(data.ThreadId, method.MethodId, body);
            _inlines?.Loaded(data.ThreadId, method.MethodId, body);
        }
    }

    private void OnMap(in NetTraceEvent data)
    {
        EventCount++;
        if (ILMapPayload.TryRead(data.Payload, out ILMapPayload map) && _lastLoaded.TryTake(data.ThreadId, map.MethodId, out MethodBody? body))
        {
            _methods.SetMap(body, new ILToNativeMap(map.NativeOffsets, map.ILOffsets));
        }
    }

    private void OnMapAtEnd(in NetTraceEvent data)
    {
        EventCount++;
        if (ILMapPayload.TryRead(data.Payload, out ILMapPayload map))
        {
            _lastEndMap.Put(data.ThreadId, map.MethodId, new ILToNativeMap(map.NativeOffsets, map.ILOffsets));
        }
    }

    private void OnMethodAtEnd(in NetTraceEvent data)
    {
        EventCount++;
        if (MethodLoad.TryRead(data.Payload, out MethodLoad method))
        {
            _lastEndMap.TryTake(data.ThreadId, method.MethodId, out ILToNativeMap? map);
            Add(method, map);
        }
    }

    private MethodBody Add(in MethodLoad method, ILToNativeMap? map)
    {
        _modules.AddType(method.TypeName, method.ModuleId);
        var body = new MethodBody
        {
            Start = method.Start,
            Size = method.Size,
            MethodId = method.MethodId,
            Flags = method.Flags,
            ModuleId = method.ModuleId,
            TypeName = method.TypeName,
            MethodName = method.MethodName,
            Signature = method.Signature,
            Token = method.Token,
            Map = map,
        };
        _methods.Add(body);
        return body;
    }

    private void OnEntryPoint(in NetTraceEvent data)
    {
        EventCount++;
        if (EntryPoint.TryRead(data.Payload, out EntryPoint method))
        {
            _methods.Add(new MethodBody
            {
                Start = method.Start,
                MethodId = method.MethodId,
                TypeName = method.TypeName,
                MethodName = method.MethodName,
                Signature = method.Signature,
            });
        }
    }
}
