using Microsoft.Diagnostics.Tracing;

namespace BlockWatch.EventPipe.Tests.Nettrace;

/// <summary>What the library handed out for one event.</summary>
internal sealed record ReadEvent(string Provider, int Id, long Time, int ThreadId, string Payload)
{
    /// <summary>All events of a stream, in the order in which the library hands them out.</summary>
    public static List<ReadEvent> AllOf(Stream stream)
    {
        using var source = new EventPipeEventSource(stream);
        var events = new List<ReadEvent>();
        source.AllEvents += data => events.Add(Of(data));
        source.Process();
        return events;
    }

    public static ReadEvent Of(TraceEvent data)
    {
#pragma warning disable CS0618 // The raw tick is what was written.
        return new ReadEvent(data.ProviderName, (int)data.ID, data.TimeStampQPC, data.ThreadID, Convert.ToHexString(data.EventData()));
#pragma warning restore CS0618
    }
}
