using Microsoft.Diagnostics.Tracing;

namespace BlockWatch.EventPipe.Methods;

/// <summary>Gives bodies their inline trees, from one source's events.</summary>
/// <remarks>
/// The runtime writes a body's load event and its rich debug info one after the other on one thread; the pair is made by
/// thread and id, as for IL maps (<see cref="MethodEventReader"/>). Subscribe it after that reader, to which it belongs.
/// </remarks>
internal sealed class InlineEventReader
{
    private const int RichDebugInfo = 189;

    private static readonly Guid PrivateProvider = new("763fd754-7086-4dfe-95eb-c01a46faf4ca");

    private readonly MethodMap _methods;
    private readonly InlinedMethods _inlined;
    private readonly Dictionary<int, (long MethodId, MethodBody Body)> _lastLoaded = [];

    public InlineEventReader(MethodMap methods, InlinedMethods inlined)
    {
        _methods = methods;
        _inlined = inlined;
    }

    /// <summary>How many of its events came.</summary>
    public long EventCount { get; private set; }

    public void Subscribe(TraceEventDispatcher source)
    {
        source.Clr.MethodMethodDetails += data =>
        {
            EventCount++;
            _inlined.AddMethod((long)data.MethodID, (long)data.TypeID, data.MethodToken);
        };
        source.Clr.TypeBulkType += data =>
        {
            EventCount++;
            for (int i = 0; i < data.Count; i++)
            {
                _inlined.AddType((long)data.Values(i).TypeID, (long)data.Values(i).ModuleID);
            }
        };

        // The library has no name for this event.
        source.UnhandledEvents += OnUnhandled;
    }

    /// <summary>A body was loaded: what comes next on this thread may be its inline tree.</summary>
    public void Loaded(int threadId, long methodId, MethodBody body) => _lastLoaded[threadId] = (methodId, body);

    private void OnUnhandled(TraceEvent data)
    {
        if ((int)data.ID != RichDebugInfo || data.ProviderGuid != PrivateProvider)
        {
            return;
        }

        EventCount++;
        byte[] payload = data.EventData();
        if (_lastLoaded.Remove(data.ThreadID, out (long MethodId, MethodBody Body) last)
            && last.MethodId == InlineTree.MethodIdOf(payload)
            && InlineTree.Parse(payload) is { } tree)
        {
            _methods.SetInlined(last.Body, tree);
        }
    }
}
