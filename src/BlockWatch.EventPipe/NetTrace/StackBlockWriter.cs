namespace BlockWatch.EventPipe.NetTrace;

/// <summary>Gathers stacks, each once until the next sequence point, and gives them ids.</summary>
internal sealed class StackBlockWriter
{
    private readonly int _pointerSize;
    private readonly ByteWriter _pending = new();
    private readonly List<ulong> _addresses = [];

    // By hash. Of two that collide the second is written each time that it comes: rare, and right.
    private readonly Dictionary<ulong, (int Id, int Start, int Length)> _known = [];
    private int _lastId;
    private int _pendingCount;

    /// <param name="pointerSize">Bytes of an address: 4 or 8.</param>
    public StackBlockWriter(int pointerSize) => _pointerSize = pointerSize;

    /// <summary>Stacks that are not written yet.</summary>
    public bool HasPending => _pendingCount > 0;

    /// <summary>Bytes of the stacks since the last sequence point.</summary>
    public long KnownBytes => _addresses.Count * (long)sizeof(ulong);

    /// <summary>The stack's id; 0 for an empty one.</summary>
    public int IdOf(ReadOnlySpan<ulong> stack)
    {
        if (stack.IsEmpty)
        {
            return 0;
        }

        ulong hash = HashOf(stack);
        bool isSeen = _known.TryGetValue(hash, out (int Id, int Start, int Length) known);
        if (isSeen && IsAt(known.Start, known.Length, stack))
        {
            return known.Id;
        }

        int id = ++_lastId;
        if (!isSeen)
        {
            _known.Add(hash, (id, _addresses.Count, stack.Length));
            foreach (ulong address in stack)
            {
                _addresses.Add(address);
            }
        }

        _pending.Int32(stack.Length * _pointerSize);
        foreach (ulong address in stack)
        {
            _ = _pointerSize == sizeof(int) ? _pending.Int32(unchecked((int)address)) : _pending.Int64(unchecked((long)address));
        }

        _pendingCount++;
        return id;
    }

    /// <summary>Writes the content of a block of what is pending.</summary>
    public void WriteTo(ByteWriter block)
    {
        block.Int32(_lastId - _pendingCount + 1).Int32(_pendingCount).Bytes(_pending.Written);
        _pending.Clear();
        _pendingCount = 0;
    }

    /// <summary>A sequence point was written: ids from before it mean nothing any more.</summary>
    public void Forget()
    {
        _known.Clear();
        _addresses.Clear();
    }

    private bool IsAt(int start, int length, ReadOnlySpan<ulong> stack)
    {
        if (length != stack.Length)
        {
            return false;
        }

        for (int i = 0; i < length; i++)
        {
            if (_addresses[start + i] != stack[i])
            {
                return false;
            }
        }

        return true;
    }

    private static ulong HashOf(ReadOnlySpan<ulong> stack)
    {
        ulong hash = 14695981039346656037;
        foreach (ulong address in stack)
        {
            hash = unchecked((hash ^ address ^ (address >> 32)) * 1099511628211);
            hash ^= hash >> 29;
        }

        return hash;
    }
}
