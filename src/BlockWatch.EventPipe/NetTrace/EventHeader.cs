using System.Runtime.CompilerServices;

namespace BlockWatch.EventPipe.NetTrace;

/// <summary>What precedes an event's payload. Compressed, it tells only what differs from the event before it in the block.</summary>
internal struct EventHeader
{
    private const int UncompressedSize = 80;
    private const int LeastBlockHeader = 20;

    public int MetadataId;
    public int SequenceNumber;
    public long CaptureThreadId;
    public long ThreadId;
    public int StackId;
    public long Ticks;
    public int PayloadLength;

    /// <summary>The writer's promise that no older event comes later.</summary>
    public bool IsSorted;

    private bool _isCompressed;

    [Flags]
    private enum Present : byte
    {
        MetadataId = 1,
        CaptureThreadAndSequence = 2,
        ThreadId = 4,
        StackId = 8,
        ActivityId = 16,
        RelatedActivityId = 32,
        IsSorted = 64,
        PayloadLength = 128,
    }

    /// <summary>Reads the beginning of a block of events or metadata.</summary>
    /// <returns>What the block's first event is told against.</returns>
    public static EventHeader AtStartOf(ref ByteReader block)
    {
        short size = block.ReadInt16();
        short flags = block.ReadInt16();
        if (size < LeastBlockHeader)
        {
            throw new NetTraceException("a block's header is too short");
        }

        block.ReadBytes(size - (2 * sizeof(short)));
        return new EventHeader { _isCompressed = (flags & 1) != 0 };
    }

    /// <summary>Reads the next event's header; its payload follows.</summary>
    /// <returns>How many bytes follow the payload before the next header.</returns>
    public int Read(ref ByteReader block)
    {
        if (!_isCompressed)
        {
            return ReadUncompressed(ref block);
        }

        ReadCompressed(ref block);
        return 0;
    }

    private void ReadCompressed(ref ByteReader reader)
    {
        var present = (Present)reader.ReadByte();
        if ((present & Present.MetadataId) != 0)
        {
            MetadataId = unchecked((int)reader.ReadVarUInt32());
        }

        if ((present & Present.CaptureThreadAndSequence) != 0)
        {
            SequenceNumber = unchecked(SequenceNumber + (int)reader.ReadVarUInt32() + 1);
            CaptureThreadId = unchecked((long)reader.ReadVarUInt64());
            reader.ReadVarUInt32(); // the processor
        }
        else if (MetadataId != 0)
        {
            SequenceNumber = unchecked(SequenceNumber + 1);
        }

        if ((present & Present.ThreadId) != 0)
        {
            ThreadId = unchecked((long)reader.ReadVarUInt64());
        }

        if ((present & Present.StackId) != 0)
        {
            StackId = unchecked((int)reader.ReadVarUInt32());
        }

        Ticks = unchecked(Ticks + (long)reader.ReadVarUInt64());
        if ((present & (Present.ActivityId | Present.RelatedActivityId)) != 0)
        {
            reader.ReadBytes((present & Present.ActivityId) != 0 ? Unsafe.SizeOf<Guid>() : 0);
            reader.ReadBytes((present & Present.RelatedActivityId) != 0 ? Unsafe.SizeOf<Guid>() : 0);
        }

        IsSorted = (present & Present.IsSorted) != 0;
        if ((present & Present.PayloadLength) != 0)
        {
            PayloadLength = unchecked((int)reader.ReadVarUInt32());
        }

        CheckPayload(reader.Left);
    }

    private int ReadUncompressed(ref ByteReader reader)
    {
        int start = reader.Position;
        int size = reader.ReadInt32();
        int metadataId = reader.ReadInt32();
        MetadataId = metadataId & int.MaxValue;
        IsSorted = metadataId >= 0;
        SequenceNumber = reader.ReadInt32();
        ThreadId = reader.ReadInt64();
        CaptureThreadId = reader.ReadInt64();
        reader.ReadInt32(); // the processor
        StackId = reader.ReadInt32();
        Ticks = reader.ReadInt64();
        reader.ReadBytes(2 * Unsafe.SizeOf<Guid>()); // activities
        PayloadLength = reader.ReadInt32();
        CheckPayload(reader.Left);

        // Events begin at multiples of 4 of the block.
        long end = (start + sizeof(int) + (long)size + 3) & ~3L;
        long payloadEnd = start + (long)UncompressedSize + PayloadLength;
        return end <= payloadEnd ? 0 : (int)Math.Min(end - payloadEnd, reader.Left - PayloadLength);
    }

    private readonly void CheckPayload(int left)
    {
        if ((uint)PayloadLength > (uint)left)
        {
            throw new NetTraceException("an event is longer than its block");
        }
    }
}
