namespace BlockWatch.EventPipe.NetTrace;

/// <summary>Gathers the events of one block, with compressed headers: each tells only what differs from the one before it.</summary>
internal sealed class EventBlockWriter
{
    private const int HeaderSize = 20;
    private const byte HasMetadataId = 1;
    private const byte HasCaptureThreadAndSequence = 2;
    private const byte HasThreadId = 4;
    private const byte HasStackId = 8;
    private const byte IsSorted = 64;
    private const byte HasPayloadLength = 128;

    private readonly ByteWriter _events = new();
    private EventHeader _last;
    private long _firstTicks;

    /// <summary>Bytes of the events so far; 0 when there is none.</summary>
    public int Length => _events.Length;

    /// <summary>Adds an event that is no older than the one before it.</summary>
    /// <param name="header">All but the capturing thread, which is taken to be the event's own.</param>
    /// <param name="payload">The event's.</param>
    public void Add(in EventHeader header, ReadOnlySpan<byte> payload)
    {
        if (_events.Length == 0)
        {
            _last = default;
            _firstTicks = header.Ticks;
        }

        // The first event of a block counts on from 0, so the number of any other is at least one more than that.
        bool isNext = header.ThreadId == _last.ThreadId && header.SequenceNumber == unchecked(_last.SequenceNumber + 1);
        byte present = IsSorted;
        present |= header.MetadataId != _last.MetadataId ? HasMetadataId : (byte)0;
        present |= isNext ? (byte)0 : HasCaptureThreadAndSequence;
        present |= header.ThreadId != _last.ThreadId ? HasThreadId : (byte)0;
        present |= header.StackId != _last.StackId ? HasStackId : (byte)0;
        present |= payload.Length != _last.PayloadLength ? HasPayloadLength : (byte)0;
        _events.Byte(present);
        AddIf(present, HasMetadataId, (uint)header.MetadataId);
        AddIf(present, HasCaptureThreadAndSequence, unchecked((uint)(header.SequenceNumber - _last.SequenceNumber - 1)));
        AddIf(present, HasCaptureThreadAndSequence, unchecked((ulong)header.ThreadId));
        AddIf(present, HasCaptureThreadAndSequence, 0); // the processor, which is not known any more
        AddIf(present, HasThreadId, unchecked((ulong)header.ThreadId));
        AddIf(present, HasStackId, (uint)header.StackId);
        _events.VarUInt(unchecked((ulong)(header.Ticks - _last.Ticks)));
        AddIf(present, HasPayloadLength, (uint)payload.Length);
        _events.Bytes(payload);
        _last = header;
        _last.PayloadLength = payload.Length;
    }

    /// <summary>Writes the block's content and begins another.</summary>
    public void WriteTo(ByteWriter block)
    {
        BeginBlock(block, _firstTicks, _last.Ticks).Bytes(_events.Written);
        _events.Clear();
    }

    /// <summary>Writes the content of a metadata block of one record.</summary>
    public static void WriteMetadata(ByteWriter block, ReadOnlySpan<byte> record) =>
        BeginBlock(block, 0, 0).Byte(HasPayloadLength).VarUInt(0).VarUInt((uint)record.Length).Bytes(record);

    private static ByteWriter BeginBlock(ByteWriter block, long firstTicks, long lastTicks) =>
        block.UInt16(HeaderSize).UInt16(1).Int64(firstTicks).Int64(lastTicks);

    private void AddIf(byte present, byte field, ulong value)
    {
        if ((present & field) != 0)
        {
            _events.VarUInt(value);
        }
    }
}
