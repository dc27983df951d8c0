using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.EventPipe.Tests.Nettrace;

/// <summary>Reads a written trace with our reader.</summary>
internal static class TraceReading
{
    /// <summary>Ends the trace and reads it.</summary>
    public static void Read(ClrTrace trace, Action<EventDispatch> subscribe)
    {
        trace.Writer.End();
        Read(trace.ToArray(), subscribe);
    }

    /// <exception cref="NetTraceException">It is damaged or breaks off.</exception>
    public static void Read(byte[] trace, Action<EventDispatch> subscribe)
    {
        var dispatch = new EventDispatch();
        subscribe(dispatch);
        using var stream = new MemoryStream(trace);
        new NetTraceReader(new TraceInput(stream, isLive: false), dispatch).Read();
    }
}
