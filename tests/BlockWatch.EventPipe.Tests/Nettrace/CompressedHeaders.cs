namespace BlockWatch.EventPipe.Tests.Nettrace;

/// <summary>Writes the headers of one block's events: each tells only what differs from the one before.</summary>
internal sealed class CompressedHeaders
{
    private int _metadataId;
    private int _sequenceNumber;
    private long _captureThread;
    private long _thread;
    private int _stackId;
    private long _time;
    private int _payloadSize;

    public void Write(BinaryWriter block, NettraceEvent written, int sequenceNumber)
    {
        bool newId = written.MetadataId != _metadataId;
        bool newSequence = written.MetadataId != 0 && (written.ThreadId != _captureThread || sequenceNumber != _sequenceNumber + 1);
        bool newThread = written.ThreadId != _thread;
        bool newStack = written.StackId != _stackId;
        bool newSize = written.Payload.Length != _payloadSize;
        block.Write((byte)((newId ? 1 : 0) | (newSequence ? 2 : 0) | (newThread ? 4 : 0) | (newStack ? 8 : 0) | (written.IsSorted ? 64 : 0) | (newSize ? 128 : 0)));
        WriteIf(block, newId, (uint)written.MetadataId);
        WriteIf(block, newSequence, unchecked((uint)(sequenceNumber - _sequenceNumber - 1)));
        WriteIf(block, newSequence, (ulong)written.ThreadId);
        WriteIf(block, newSequence, 0); // processor
        WriteIf(block, newThread, (ulong)written.ThreadId);
        WriteIf(block, newStack, (uint)written.StackId);
        WriteIf(block, true, unchecked((ulong)(written.Time - _time)));
        WriteIf(block, newSize, (uint)written.Payload.Length);

        _metadataId = written.MetadataId;
        _sequenceNumber = sequenceNumber;
        _captureThread = newSequence ? written.ThreadId : _captureThread;
        _thread = written.ThreadId;
        _stackId = written.StackId;
        _time = written.Time;
        _payloadSize = written.Payload.Length;
    }

    private static void WriteIf(BinaryWriter block, bool there, ulong value)
    {
        if (!there)
        {
            return;
        }

        for (; value >= 0x80; value >>= 7)
        {
            block.Write((byte)(value | 0x80));
        }

        block.Write((byte)value);
    }
}
