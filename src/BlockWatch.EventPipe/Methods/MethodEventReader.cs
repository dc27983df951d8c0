using BlockWatch.EventPipe.Symbols;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

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

    private readonly Dictionary<int, (long MethodId, MethodBody Body)> _lastLoaded = [];
    private readonly Dictionary<int, (long MethodId, ILToNativeMap Map)> _lastEndMap = [];

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

    /// <summary>How many method, module and map events came.</summary>
    public long EventCount { get; private set; }

    public void Subscribe(TraceEventDispatcher source)
    {
        _inlines?.Subscribe(source);
        source.Clr.LoaderModuleLoad += OnModule;
        source.Clr.MethodLoadVerbose += OnMethod;
        source.Clr.MethodILToNativeMap += OnMap;
        source.Clr.MethodR2RGetEntryPoint += OnEntryPoint;

        var rundown = new ClrRundownTraceEventParser(source);
        rundown.LoaderModuleDCStop += OnModule;
        rundown.LoaderModuleDCStart += OnModule;
        rundown.MethodDCStopVerbose += OnMethodAtEnd;
        rundown.MethodDCStartVerbose += OnMethod;
        rundown.MethodDCStopComplete += _ => _methods.IsWhole = true;
        rundown.MethodILToNativeMapDCStop += OnMapAtEnd;
        rundown.MethodILToNativeMapDCStart += OnMap;
    }

    private void OnModule(ModuleLoadUnloadTraceData data)
    {
        EventCount++;
        string path = data.ModuleILPath;
        if (path.Length == 0)
        {
            return;
        }

        _modules.Add(data.ModuleID, new ModuleIdentity(path, ModuleMap.SimpleNameOf(path), data.ManagedPdbSignature, data.ManagedPdbBuildPath, _processRoot));
    }

    private void OnMethod(MethodLoadUnloadVerboseTraceData data)
    {
        MethodBody body = Add(data, map: null);
        _lastLoaded[data.ThreadID] = (data.MethodID, body);
        _inlines?.Loaded(data.ThreadID, data.MethodID, body);
    }

    private void OnMap(MethodILToNativeMapTraceData data)
    {
        EventCount++;
        if (_lastLoaded.Remove(data.ThreadID, out (long MethodId, MethodBody Body) last) && last.MethodId == data.MethodID)
        {
            _methods.SetMap(last.Body, MapOf(data));
        }
    }

    private void OnMapAtEnd(MethodILToNativeMapTraceData data)
    {
        EventCount++;
        _lastEndMap[data.ThreadID] = (data.MethodID, MapOf(data));
    }

    private void OnMethodAtEnd(MethodLoadUnloadVerboseTraceData data)
    {
        bool hasMap = _lastEndMap.Remove(data.ThreadID, out (long MethodId, ILToNativeMap Map) last) && last.MethodId == data.MethodID;
        Add(data, hasMap ? last.Map : null);
    }

    private MethodBody Add(MethodLoadUnloadVerboseTraceData data, ILToNativeMap? map)
    {
        EventCount++;
        _modules.AddType(data.MethodNamespace, data.ModuleID);
        var body = new MethodBody
        {
            Start = data.MethodStartAddress,
            Size = (uint)data.MethodSize,
            ModuleId = data.ModuleID,
            TypeName = data.MethodNamespace,
            MethodName = data.MethodName,
            Signature = data.MethodSignature,
            Token = data.MethodToken,
            Map = map,
        };
        _methods.Add(body);
        return body;
    }

    private static ILToNativeMap MapOf(MethodILToNativeMapTraceData data)
    {
        int count = data.CountOfMapEntries;
        var native = new int[count];
        var il = new int[count];
        for (int i = 0; i < count; i++)
        {
            native[i] = data.NativeOffset(i);
            il[i] = data.ILOffset(i);
        }

        return new ILToNativeMap(native, il);
    }

    private void OnEntryPoint(R2RGetEntryPointTraceData data)
    {
        EventCount++;
        _methods.Add(new MethodBody
        {
            Start = (ulong)data.EntryPoint,
            TypeName = data.MethodNamespace,
            MethodName = data.MethodName,
            Signature = data.MethodSignature,
        });
    }
}
