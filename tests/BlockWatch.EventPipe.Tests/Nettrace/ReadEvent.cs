using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Sessions;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.EventPipe;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;
using Microsoft.Diagnostics.Tracing.Session;

namespace BlockWatch.EventPipe.Tests.Nettrace;

/// <summary>What a reader handed out for one event, without its stack: the provider by its id, as the library does not always tell the name.</summary>
internal sealed record ReadEvent(Guid Provider, int Id, long Time, long ThreadId, string Payload)
{
    /// <summary>All events of a stream, in the order in which our reader hands them out.</summary>
    public static List<ReadEvent> AllOf(Stream stream)
    {
        var events = new List<ReadEvent>();
        var dispatch = new EventDispatch();
        dispatch.OnAll((in NetTraceEvent data) => events.Add(Of(data)));
        new NetTraceReader(new TraceInput(stream, isLive: false), dispatch).Read();
        return events;
    }

    /// <summary>All events of a stream, in the order in which the library hands them out.</summary>
    public static (List<ReadEvent> Events, int Lost) AllByLibrary(Stream stream)
    {
        using var source = new EventPipeEventSource(stream);
        var events = new List<ReadEvent>();
        source.AllEvents += data => events.Add(Of(data));
        source.Process();
        return (events, source.EventsLost);
    }

    public static ReadEvent Of(in NetTraceEvent data) =>
        new(ProviderOf(data.Kind.Provider), data.Kind.EventId, data.Ticks, data.ThreadId, Convert.ToHexString(data.Payload));

    /// <summary>By time; of one instant by thread, in the thread's own order.</summary>
    public static IEnumerable<ReadEvent> InOneOrder(IEnumerable<ReadEvent> events) => events.OrderBy(e => e.Time).ThenBy(e => e.ThreadId);

    private static ReadEvent Of(TraceEvent data)
    {
#pragma warning disable CS0618 // The raw tick is what was written.
        return new ReadEvent(data.ProviderGuid, (int)data.ID, data.TimeStampQPC, data.ThreadID, Convert.ToHexString(data.EventData()));
#pragma warning restore CS0618
    }

    private static Guid ProviderOf(string name) => name switch
    {
        RuntimeProviders.Runtime => ClrTraceEventParser.ProviderGuid,
        RuntimeProviders.Rundown => ClrRundownTraceEventParser.ProviderGuid,
        RuntimeProviders.RuntimePrivate => ClrPrivateTraceEventParser.ProviderGuid,
        RuntimeProviders.Sampler => SampleProfilerTraceEventParser.ProviderGuid,
        _ => TraceEventProviders.GetEventSourceGuidFromName(name),
    };
}
