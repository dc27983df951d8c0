namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>A thread throws an exception, for the first time or again.</summary>
/// <remarks>Its message is in the event too, and is passed over: it may hold anything.</remarks>
internal readonly ref struct ExceptionThrown
{
    // ExceptionThrown_V1: ExceptionType, ExceptionMessage, ExceptionEIP, ExceptionHRESULT, ExceptionFlags, ClrInstanceID.
    private const int Nested = 0x2;

    private ExceptionThrown(ReadOnlySpan<byte> type, bool isNested)
    {
        Type = type;
        IsNested = isNested;
    }

    /// <summary>The type's name with its namespace, UTF-16.</summary>
    public ReadOnlySpan<byte> Type { get; }

    /// <summary>True when another exception of the thread is being handled, or still looks for who handles it.</summary>
    public bool IsNested { get; }

    public static ExceptionThrown Read(in NetTraceEvent data)
    {
        var reader = new PayloadReader(data.Payload);
        ReadOnlySpan<byte> type = reader.ReadTextBytes();
        reader.ReadTextBytes(); // message
        reader.ReadPointer(data.Trace.PointerSize);
        reader.ReadInt32(); // HRESULT
        int flags = reader.ReadUInt16();

        // What cannot be read whole must not look like a throw of which all is known.
        return new ExceptionThrown(type, reader.IsShort || (flags & Nested) != 0);
    }
}
