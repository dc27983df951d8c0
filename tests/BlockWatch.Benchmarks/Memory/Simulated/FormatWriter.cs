using System.Buffers.Binary;
using System.Text;
using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.Benchmarks.Memory.Simulated;

/// <summary>Writes a stream of format 4 as the runtime does (NetTraceFormat_v5.md of microsoft/perfview), into a buffer that is used again.</summary>
internal sealed class FormatWriter
{
    /// <summary>The runtime begins another block when the next event does not fit into so many bytes.</summary>
    private const int BlockSize = 96 << 10;

    private const int BlockHeader = 20;
    private const int EventBlockVersion = 2;

    private byte[] _bytes = new byte[1 << 20];
    private int _length;
    private long _before;
    private int _sizeAt;
    private int _contentAt;
    private EventState _last;

    private enum Present : byte
    {
        MetadataId = 1,
        CaptureThreadAndSequence = 2,
        ThreadId = 4,
        StackId = 8,
        IsSorted = 64,
        PayloadLength = 128,
    }

    /// <summary>What was written since <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>True when the open block should be ended before the next event.</summary>
    public bool IsBlockFull => _length - _contentAt >= BlockSize;

    /// <summary>What was written has been read.</summary>
    public void Clear()
    {
        _before += _length;
        _length = 0;
    }

    public void Header(long ticksPerSecond)
    {
        Bytes("Nettrace"u8);
        Name("!FastSerialization.1");
        BeginObject("Trace", 4);
        foreach (short part in (ReadOnlySpan<short>)[2026, 3, 1, 2, 10, 20, 30, 40])
        {
            Int16(part);
        }

        Int64(0);
        Int64(ticksPerSecond);
        Int32(sizeof(ulong));
        Int32(4242); // process
        Int32(4); // processors
        Int32(0); // sampling rate
        Byte(6);
    }

    public void Metadata(int id, EventType type)
    {
        byte[] record = new ByteWriter().Int32(id).Text(type.Provider).Int32(type.EventId).Text(type.Name).Int64(0).Int32(type.Version).Int32(4)
            .Bytes(type.Fields).Written.ToArray();
        BeginEvents("MetadataBlock");
        Event(default, 0, isSorted: false, record);
        EndBlock();
    }

    public void BeginEvents(string block = "EventBlock")
    {
        BeginBlock(block);
        Int16(BlockHeader);
        Int16(1); // compressed headers
        Int64(0); // the least and the greatest time, which readers may do without
        Int64(0);
        _last = default;
    }

    /// <summary>Writes an event of the open block: of its header only what differs from the one before.</summary>
    public void Event(in SimulatedEvent written, int sequenceNumber, bool isSorted, ReadOnlySpan<byte> payload)
    {
        bool isNumbered = written.MetadataId != 0 && (written.ThreadId != _last.ThreadId || sequenceNumber != _last.SequenceNumber + 1);
        var now = new EventState(written.MetadataId, sequenceNumber, written.ThreadId, written.StackId, written.Time, payload.Length);
        Present present = (now.MetadataId != _last.MetadataId ? Present.MetadataId : 0)
            | (isNumbered ? Present.CaptureThreadAndSequence : 0)
            | (now.ThreadId != _last.ThreadId ? Present.ThreadId : 0)
            | (now.StackId != _last.StackId ? Present.StackId : 0)
            | (isSorted ? Present.IsSorted : 0)
            | (now.PayloadLength != _last.PayloadLength ? Present.PayloadLength : 0);
        Byte((byte)present);
        VarIf(present, Present.MetadataId, (ulong)now.MetadataId);
        if (isNumbered)
        {
            Var(unchecked((uint)(sequenceNumber - _last.SequenceNumber - 1)));
            Var((ulong)written.ThreadId);
            Var(0); // the processor
        }

        VarIf(present, Present.ThreadId, (ulong)now.ThreadId);
        VarIf(present, Present.StackId, (ulong)now.StackId);
        Var(unchecked((ulong)(now.Time - _last.Time)));
        VarIf(present, Present.PayloadLength, (ulong)now.PayloadLength);
        Bytes(payload);
        _last = now;
    }

    /// <summary>Stacks, leaf first, with ids from <paramref name="firstId"/> on.</summary>
    public void Stacks(int firstId, IReadOnlyList<ulong[]> stacks)
    {
        BeginBlock("StackBlock");
        Int32(firstId);
        Int32(stacks.Count);
        foreach (ulong[] stack in stacks)
        {
            Int32(stack.Length * sizeof(ulong));
            foreach (ulong address in stack)
            {
                Int64((long)address);
            }
        }

        EndBlock();
    }

    /// <summary>How far each thread's numbering has come; stack ids begin anew.</summary>
    public void SequencePoint(long time, IReadOnlyCollection<SimulatedThread> threads)
    {
        BeginBlock("SPBlock");
        Int64(time);
        Int32(threads.Count);
        foreach (SimulatedThread thread in threads)
        {
            Int64(thread.Id);
            Int32(thread.SequenceNumber);
        }

        EndBlock();
    }

    public void EndBlock()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_sizeAt), _length - _contentAt);
        Byte(6);
    }

    /// <summary>The tag that ends a stream in order.</summary>
    public void End() => Byte(1);

    private void BeginBlock(string name)
    {
        BeginObject(name, EventBlockVersion);
        _sizeAt = _length;
        Int32(0); // its size, when it is known
        while (((_before + _length) & 3) != 0)
        {
            Byte(0);
        }

        _contentAt = _length;
    }

    private void BeginObject(string name, int version)
    {
        Bytes([5, 5, 1]);
        Int32(version);
        Int32(version);
        Name(name);
        Byte(6);
    }

    private void Name(string name)
    {
        Int32(name.Length);
        Encoding.ASCII.GetBytes(name, Take(name.Length));
    }

    private void VarIf(Present present, Present flag, ulong value)
    {
        if ((present & flag) != 0)
        {
            Var(value);
        }
    }

    private void Var(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Byte((byte)(value | 0x80));
        }

        Byte((byte)value);
    }

    private void Byte(byte value) => Take(1)[0] = value;

    private void Int16(short value) => BinaryPrimitives.WriteInt16LittleEndian(Take(sizeof(short)), value);

    private void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);

    private void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

    private void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    private Span<byte> Take(int count)
    {
        if (_length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_length + count, _bytes.Length * 2));
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }

    private readonly record struct EventState(int MetadataId, int SequenceNumber, long ThreadId, int StackId, long Time, int PayloadLength);
}
