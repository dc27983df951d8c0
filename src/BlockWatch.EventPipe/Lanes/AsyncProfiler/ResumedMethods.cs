namespace BlockWatch.EventPipe.Lanes.AsyncProfiler;

/// <summary>A chain of methods that a thread resumed: the first runs, each of the others awaits the one before it and runs when that returns.</summary>
internal sealed class ResumedMethods
{
    private ulong[] _addresses = new ulong[8];
    private int _count;

    /// <summary>When, by the trace's clock.</summary>
    public long StartTicks { get; private set; }

    /// <summary>The number of the wrapper that the first one runs in.</summary>
    public int FirstWrapper { get; private set; }

    /// <summary>True once it was told of, though it goes on.</summary>
    public bool IsTold { get; set; }

    /// <summary>An address in each method, the one that runs first in front; 0 for what is no method.</summary>
    public ulong[] Addresses() => _addresses.AsSpan(0, _count).ToArray();

    /// <summary>Takes the payload of a resumption.</summary>
    /// <returns>False when it is not whole.</returns>
    /// <remarks>
    /// 1 byte kind, 1 byte the first wrapper, 1 byte number of methods, the dispatcher's number (compressed), the first address (compressed), and for each
    /// further one its difference from the one before (compressed, signed).
    /// </remarks>
    public bool Read(ReadOnlySpan<byte> payload, long startTicks)
    {
        var reader = new CompressedReader(payload);
        reader.ReadByte();
        FirstWrapper = reader.ReadByte();
        _count = reader.ReadByte();
        reader.ReadUnsigned();
        StartTicks = startTicks;
        IsTold = false;
        if (_addresses.Length < _count)
        {
            _addresses = new ulong[byte.MaxValue];
        }

        ulong address = 0;
        for (int i = 0; i < _count; i++)
        {
            address = i == 0 ? reader.ReadUnsigned() : unchecked(address + (ulong)reader.ReadSigned());
            _addresses[i] = address;
        }

        return !reader.IsDamaged && _count > 0;
    }
}
