using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Tests.Nettrace;

namespace BlockWatch.EventPipe.Tests.Recording;

/// <summary>A stream that our reader read and our writer wrote again.</summary>
internal static class Rewritten
{
    /// <summary>Where the Trace object's content is in every stream of format 4.</summary>
    public static ReadOnlySpan<byte> HeaderOf(byte[] stream)
    {
        using var bytes = new MemoryStream(stream);
        return new TraceObjects(new TraceInput(bytes, isLive: false)).ReadHeader();
    }

    public static byte[] Of(byte[] stream)
    {
        using var written = new MemoryStream();
        var writer = new NetTraceWriter(written, HeaderOf(stream));
        TraceReading.Read(stream, source => source.OnAll((in NetTraceEvent data) => writer.Write(data.Kind, data.Ticks, data.ThreadId, data.Payload, data.Stack)));
        writer.End();
        return written.ToArray();
    }
}
