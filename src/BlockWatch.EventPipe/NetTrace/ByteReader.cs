using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace BlockWatch.EventPipe.NetTrace;

/// <summary>Reads the format's numbers and strings out of one block. Every read beyond its end throws <see cref="NetTraceException"/>.</summary>
internal ref struct ByteReader
{
    private readonly ReadOnlySpan<byte> _bytes;

    public ByteReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
    }

    /// <summary>Where the next read begins.</summary>
    public int Position { get; private set; }

    public readonly int Left => _bytes.Length - Position;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte()
    {
        int at = Position;
        if ((uint)at >= (uint)_bytes.Length)
        {
            ThrowBeyondEnd();
        }

        Position = at + 1;
        return _bytes[at];
    }

    public short ReadInt16() => BinaryPrimitives.ReadInt16LittleEndian(ReadBytes(sizeof(short)));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(ReadBytes(sizeof(int)));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(ReadBytes(sizeof(long)));

    /// <summary>A number of 32 bits in as few bytes as it needs, seven bits in each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadVarUInt32()
    {
        uint first = ReadByte();
        return first < 0x80 ? first : (uint)ReadRest(first, longest: 35);
    }

    /// <summary>A number of 64 bits in as few bytes as it needs, seven bits in each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadVarUInt64()
    {
        ulong first = ReadByte();
        return first < 0x80 ? first : ReadRest(first, longest: 70);
    }

    /// <summary>UTF-16 with a terminating zero.</summary>
    public string ReadText()
    {
        ReadOnlySpan<byte> text = PayloadReader.TextAt(_bytes[Position..], out int size);
        if (size > Left)
        {
            ThrowBeyondEnd();
        }

        Position += size;
        return PayloadReader.ToText(text);
    }

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (count < 0 || count > Left)
        {
            ThrowBeyondEnd();
        }

        ReadOnlySpan<byte> bytes = _bytes.Slice(Position, count);
        Position += count;
        return bytes;
    }

    private ulong ReadRest(ulong first, int longest)
    {
        ulong value = first & 0x7F;
        for (int shift = 7; shift < longest; shift += 7)
        {
            byte next = ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new NetTraceException("a number has no end");
    }

    private static void ThrowBeyondEnd() => throw new NetTraceException("a block ends in the middle of something");
}
