namespace BlockWatch.EventPipe.NetTrace;

/// <summary>A stream broke off, or is not what the format says. The message is one line. What came whole before has been handed out.</summary>
internal sealed class NetTraceException : Exception
{
    public NetTraceException(string message)
        : base(message)
    {
    }

    public NetTraceException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
