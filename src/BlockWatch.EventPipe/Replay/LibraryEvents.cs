using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Sessions;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.EventPipe;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;
using Microsoft.Diagnostics.Tracing.Session;

namespace BlockWatch.EventPipe.Replay;

/// <summary>Reads the events of a trace that is not of format 4 with TraceEvent, and hands them out as our own reader would.</summary>
/// <remarks>Slower, and with stacks by way of a temporary file of some ten times the trace's size.</remarks>
internal sealed class LibraryEvents
{
    // An event whose fields nobody asks for comes without its provider's name; the id, which the library derives from the
    // name of an event source, is always there.
    private static readonly Dictionary<Guid, string> Providers = new()
    {
        [ClrTraceEventParser.ProviderGuid] = RuntimeProviders.Runtime,
        [ClrRundownTraceEventParser.ProviderGuid] = RuntimeProviders.Rundown,
        [ClrPrivateTraceEventParser.ProviderGuid] = RuntimeProviders.RuntimePrivate,
        [SampleProfilerTraceEventParser.ProviderGuid] = RuntimeProviders.Sampler,
        [TraceEventProviders.GetEventSourceGuidFromName(RuntimeProviders.Framework)] = RuntimeProviders.Framework,
    };

    private readonly TraceEventDispatcher _source;
    private readonly EventDispatch _dispatch;
    private readonly TraceHeader _header;
    private readonly Dictionary<(Guid Provider, int EventId, int Version), EventKind> _kinds = [];
    private bool _isDescribed;

    private LibraryEvents(TraceEventDispatcher source, EventDispatch dispatch, TraceHeader header)
    {
        _source = source;
        _dispatch = dispatch;
        _header = header;
    }

    /// <summary>As <see cref="TraceEvents.Read"/>.</summary>
    public static bool Read(string path, EventDispatch dispatch, bool withStacks, CancellationToken stop)
    {
        EventPipeEventSource source;
        try
        {
            source = new EventPipeEventSource(path);
        }
        catch (Exception e) when (e is NotSupportedException || DamagedTrace.Is(e))
        {
            throw TraceEvents.Unreadable(path, e);
        }

        using (source)
        {
            TraceHeader header = HeaderOf(source);
            if (!withStacks)
            {
                return new LibraryEvents(source, dispatch, header).Process(stop);
            }

            using var converted = ConvertedTrace.Open(path);
            using TraceLogEventSource events = converted.Log.Events.GetSource();
            return new LibraryEvents(events, dispatch, header).Process(stop);
        }
    }

    // The library keeps the trace's clock to itself, but translates: two instants give its frequency and one its offset.
    private static TraceHeader HeaderOf(EventPipeEventSource source)
    {
        const long Span = 10_000_000_000;
        DateTime time = source.QPCTimeToTimeStamp(Span).ToUniversalTime();
        double seconds = (source.QPCTimeToTimeStamp(2 * Span).ToUniversalTime() - time).TotalSeconds;
        return new TraceHeader(time, Span, Span / seconds, source.PointerSize, 0);
    }

    private bool Process(CancellationToken stop)
    {
        using CancellationTokenRegistration registration = stop.Register(_source.StopProcessing);
        _source.Dynamic.AddCallbackForProviderEvents(
            static (provider, _) => provider is null or RuntimeProviders.Counters or RuntimeProviders.Logging
                ? EventFilterResponse.AcceptEvent
                : EventFilterResponse.RejectProvider,
            OnDescribed);
        _source.AllEvents += OnAny;
        try
        {
            _source.Process();
            return true;
        }
        catch (Exception e) when (DamagedTrace.Is(e))
        {
            return false;
        }
        finally
        {
            _dispatch.Losses.Take(_source.EventsLost);
        }
    }

    // The library knows the layout of what describes itself and does not tell it: the fields are laid out anew.
    private void OnDescribed(TraceEvent data)
    {
        if (data.ProviderName is RuntimeProviders.Counters or RuntimeProviders.Logging)
        {
            _isDescribed = true;
            (EventKind kind, byte[] payload) = DescribedEvents.Translate(data);
            _dispatch.Bind(kind);
            HandOut(data, kind, payload);
        }
    }

    private void OnAny(TraceEvent data)
    {
        if (_isDescribed)
        {
            _isDescribed = false;
            return;
        }

        HandOut(data, KindOf(data), data.EventData());
    }

    private void HandOut(TraceEvent data, EventKind kind, ReadOnlySpan<byte> payload)
    {
        _dispatch.Losses.Take(_source.EventsLost);
#pragma warning disable CS0618 // "Not obsolete but discouraged": the raw tick is what our own reader gives.
        long ticks = data.TimeStampQPC;
#pragma warning restore CS0618
        kind.Action?.Invoke(new NetTraceEvent(_header with { ProcessId = data.ProcessID }, kind, ticks, data.ThreadID, payload, StackAddresses.Of(data)));
    }

    private EventKind KindOf(TraceEvent data)
    {
        (Guid, int, int) key = (data.ProviderGuid, (int)data.ID, data.Version);
        if (!_kinds.TryGetValue(key, out EventKind? kind))
        {
            kind = new EventKind(Providers.GetValueOrDefault(data.ProviderGuid, data.ProviderName), (int)data.ID, data.Version, "", []);
            _dispatch.Bind(kind);
            _kinds.Add(key, kind);
        }

        return kind;
    }
}
