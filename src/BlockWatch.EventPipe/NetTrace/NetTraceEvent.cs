namespace BlockWatch.EventPipe.NetTrace;

/// <summary>One event, as the target raised it.</summary>
internal readonly ref struct NetTraceEvent
{
    public NetTraceEvent(TraceHeader trace, EventKind kind, long ticks, long threadId, ReadOnlySpan<byte> payload, ReadOnlySpan<ulong> stack)
    {
        Trace = trace;
        Kind = kind;
        Ticks = ticks;
        ThreadId = threadId;
        Payload = payload;
        Stack = stack;
    }

    public TraceHeader Trace { get; }

    public EventKind Kind { get; }

    /// <summary>When, by the trace's clock.</summary>
    public long Ticks { get; }

    /// <summary>The operating system's id of the thread that it happened on.</summary>
    public long ThreadId { get; }

    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Addresses, leaf first; empty when the event came without.</summary>
    public ReadOnlySpan<ulong> Stack { get; }
}
