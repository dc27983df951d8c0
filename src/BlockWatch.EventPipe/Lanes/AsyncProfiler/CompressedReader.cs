namespace BlockWatch.EventPipe.Lanes.AsyncProfiler;

/// <summary>Reads numbers of seven bits a byte, the lowest first, the highest bit on all but the last; signed ones with the sign in the lowest bit.</summary>
/// <remarks>Never past the end, and never more than a number of 64 bits can need: <see cref="IsDamaged"/> then, and all that follows is 0.</remarks>
internal ref struct CompressedReader
{
    private ReadOnlySpan<byte> _left;

    public CompressedReader(ReadOnlySpan<byte> bytes)
    {
        _left = bytes;
    }

    public bool IsDamaged { get; private set; }

    public readonly ReadOnlySpan<byte> Left => _left;

    public byte ReadByte()
    {
        if (_left.IsEmpty)
        {
            IsDamaged = true;
            return 0;
        }

        byte value = _left[0];
        _left = _left[1..];
        return value;
    }

    public ulong ReadUnsigned()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next <= 0x7F)
            {
                // Of the tenth byte only one bit fits.
                IsDamaged |= shift == 63 && next > 1;
                return IsDamaged ? 0 : value;
            }
        }

        IsDamaged = true;
        return 0;
    }

    public long ReadSigned()
    {
        ulong value = ReadUnsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>These many bytes; none, when there are not so many.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)_left.Length)
        {
            IsDamaged = true;
            _left = default;
            return default;
        }

        ReadOnlySpan<byte> taken = _left[..count];
        _left = _left[count..];
        return taken;
    }
}
