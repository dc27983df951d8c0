using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace BlockWatch.EventPipe.NetTrace;

/// <summary>Reads an event's payload field by field: little-endian, packed, strings in UTF-16 with a terminating zero.</summary>
/// <remarks>
/// A payload that is too short is no reason to end a watch: fields beyond its end are 0 or empty, and <see cref="IsShort"/> says that there were such.
/// </remarks>
internal ref struct PayloadReader
{
    private ReadOnlySpan<byte> _left;

    public PayloadReader(ReadOnlySpan<byte> payload)
    {
        _left = payload;
    }

    /// <summary>True when a field was asked for that the payload does not have.</summary>
    public bool IsShort { get; private set; }

    public byte ReadByte() => Take(sizeof(byte)) is { Length: > 0 } bytes ? bytes[0] : (byte)0;

    public int ReadUInt16() => Take(sizeof(ushort)) is { Length: > 0 } bytes ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : 0;

    public int ReadInt32() => Take(sizeof(int)) is { Length: > 0 } bytes ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : 0;

    public long ReadInt64() => Take(sizeof(long)) is { Length: > 0 } bytes ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;

    public double ReadDouble() => Take(sizeof(double)) is { Length: > 0 } bytes ? BinaryPrimitives.ReadDoubleLittleEndian(bytes) : 0;

    public Guid ReadGuid() => Take(16) is { Length: > 0 } bytes ? new Guid(bytes) : Guid.Empty;

    /// <summary>An address or a handle, of the target's size.</summary>
    public long ReadPointer(int pointerSize) => pointerSize == 4 ? (uint)ReadInt32() : ReadInt64();

    public string ReadText() => ToText(ReadTextBytes());

    /// <summary>A string's bytes, without the terminating zero.</summary>
    public ReadOnlySpan<byte> ReadTextBytes()
    {
        ReadOnlySpan<byte> text = TextAt(_left, out int size);
        IsShort |= size > _left.Length;
        _left = _left[Math.Min(size, _left.Length)..];
        return text;
    }

    public void Skip(int count) => Take(count);

    /// <summary>These many bytes; none, when the payload has not so many.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _left.Length)
        {
            IsShort = true;
            _left = default;
            return default;
        }

        ReadOnlySpan<byte> bytes = _left[..count];
        _left = _left[count..];
        return bytes;
    }

    /// <summary>The string that bytes begin with.</summary>
    /// <param name="bytes">UTF-16.</param>
    /// <param name="size">Its bytes with the terminating zero; more than there are when that is missing.</param>
    public static ReadOnlySpan<byte> TextAt(ReadOnlySpan<byte> bytes, out int size)
    {
        int length = MemoryMarshal.Cast<byte, char>(bytes).IndexOf('\0');
        length = length < 0 ? bytes.Length / sizeof(char) : length;
        size = (length + 1) * sizeof(char);
        return bytes[..(length * sizeof(char))];
    }

    public static string ToText(ReadOnlySpan<byte> utf16) => new(MemoryMarshal.Cast<byte, char>(utf16));

    /// <summary>Whether a string's bytes are these characters.</summary>
    public static bool Is(ReadOnlySpan<byte> utf16, string text) => utf16.SequenceEqual(MemoryMarshal.AsBytes(text.AsSpan()));
}
