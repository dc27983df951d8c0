using System.Buffers.Binary;

namespace BlockWatch.EventPipe.NetTrace;

/// <summary>The stacks that events refer to by id, until the next sequence point.</summary>
internal sealed class StackTable
{
    /// <summary>Bytes of addresses that are kept. A runtime writes a sequence point long before it has written so many.</summary>
    public const long Capacity = 256L << 20;

    // A stack is 12 bytes at least; damage can look like millions of empty ones.
    private const int MostStacks = 1 << 21;

    private readonly Dictionary<int, (int Start, int Length)> _stacks = [];
    private ulong[] _addresses = new ulong[2 * 1024];
    private int _used;

    /// <summary>Whether a block of this size has room; if not, hand out what is held back and clear.</summary>
    public bool HasRoom(int blockLength) => (_used * (long)sizeof(ulong)) + (2L * blockLength) <= Capacity;

    public void Clear()
    {
        _stacks.Clear();
        _used = 0;
    }

    /// <summary>The addresses, leaf first; empty for an id that is not known.</summary>
    public ReadOnlySpan<ulong> Find(int id) =>
        id != 0 && _stacks.TryGetValue(id, out (int Start, int Length) stack) ? _addresses.AsSpan(stack.Start, stack.Length) : default;

    /// <summary>Reads a stack block.</summary>
    /// <exception cref="NetTraceException">It is damaged.</exception>
    public void Read(ReadOnlySpan<byte> block, int pointerSize)
    {
        var reader = new ByteReader(block);
        int id = reader.ReadInt32();
        reader.ReadInt32(); // how many: as many as there are
        while (reader.Left > 0)
        {
            ReadOnlySpan<byte> stack = reader.ReadBytes(reader.ReadInt32());
            Add(id, stack, pointerSize);
            id = unchecked(id + 1);
        }
    }

    private void Add(int id, ReadOnlySpan<byte> stack, int pointerSize)
    {
        if (_stacks.Count == MostStacks)
        {
            throw new NetTraceException("it has more stacks than there can be");
        }

        int length = stack.Length / pointerSize;
        if (_used + length > _addresses.Length)
        {
            Array.Resize(ref _addresses, Math.Max(_used + length, _addresses.Length * 2));
        }

        Span<ulong> addresses = _addresses.AsSpan(_used, length);
        for (int i = 0; i < length; i++)
        {
            ReadOnlySpan<byte> address = stack.Slice(i * pointerSize, pointerSize);
            addresses[i] = pointerSize == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(address) : BinaryPrimitives.ReadUInt64LittleEndian(address);
        }

        _stacks[id] = (_used, length);
        _used += length;
    }
}
