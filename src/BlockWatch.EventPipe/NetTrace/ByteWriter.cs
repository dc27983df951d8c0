using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace BlockWatch.EventPipe.NetTrace;

/// <summary>Gathers the format's numbers and strings: the opposite of <see cref="ByteReader"/>.</summary>
internal sealed class ByteWriter
{
    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public ByteWriter Byte(byte value)
    {
        Take(sizeof(byte))[0] = value;
        return this;
    }

    public ByteWriter UInt16(int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Take(sizeof(ushort)), (ushort)value);
        return this;
    }

    public ByteWriter Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);
        return this;
    }

    public ByteWriter Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);
        return this;
    }

    public ByteWriter Guid(Guid value) => Bytes(value.ToByteArray());

    /// <summary>In as few bytes as it needs, seven bits in each.</summary>
    public ByteWriter VarUInt(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Byte((byte)(value | 0x80));
        }

        return Byte((byte)value);
    }

    /// <summary>UTF-16 with a terminating zero.</summary>
    public ByteWriter Text(string text) => Bytes(MemoryMarshal.AsBytes(text.AsSpan())).UInt16(0);

    public ByteWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Take(bytes.Length));
        return this;
    }

    private Span<byte> Take(int count)
    {
        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(Length + count, _bytes.Length * 2));
        }

        Span<byte> taken = _bytes.AsSpan(Length, count);
        Length += count;
        return taken;
    }
}
