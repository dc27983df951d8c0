using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Methods;

/// <summary>Gives bodies their inline trees, from one source's events.</summary>
/// <remarks>
/// The runtime writes a body's load event and its rich debug info one after the other on one thread; the pair is made by
/// thread and id, as for IL maps (<see cref="MethodEventReader"/>). Subscribe it after that reader, to which it belongs.
/// </remarks>
internal sealed class InlineEventReader
{
    private readonly MethodMap _methods;
    private readonly InlinedMethods _inlined;
    private readonly LastOfThread<MethodBody> _lastLoaded = new();

    public InlineEventReader(MethodMap methods, InlinedMethods inlined)
    {
        _methods = methods;
        _inlined = inlined;
    }

    /// <summary>How many of its events came.</summary>
    public long EventCount { get; private set; }

    public void Subscribe(EventDispatch source)
    {
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.MethodDetails, OnMethodDetails);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.BulkType, OnTypes);
        source.On(RuntimeProviders.RuntimePrivate, RuntimeEventIds.RichDebugInfo, OnRichDebugInfo);
    }

    /// <summary>A body was loaded: what comes next on this thread may be its inline tree.</summary>
    public void Loaded(long threadId, long methodId, MethodBody body) => _lastLoaded.Put(threadId, methodId, body);

    private void OnMethodDetails(in NetTraceEvent data)
    {
        EventCount++;
        if (MethodDetails.TryRead(data.Payload, out MethodDetails method))
        {
            _inlined.AddMethod(method.MethodId, method.TypeId, method.Token);
        }
    }

    private void OnTypes(in NetTraceEvent data)
    {
        EventCount++;
        for (var types = new BulkTypes(data.Payload); types.TryRead(out long typeId, out long moduleId);)
        {
            _inlined.AddType(typeId, moduleId);
        }
    }

    private void OnRichDebugInfo(in NetTraceEvent data)
    {
        EventCount++;
        if (_lastLoaded.TryTake(data.ThreadId, InlineTree.MethodIdOf(data.Payload), out MethodBody? body) && InlineTree.Parse(data.Payload) is { } tree)
        {
            _methods.SetInlined(body, tree);
        }
    }
}
