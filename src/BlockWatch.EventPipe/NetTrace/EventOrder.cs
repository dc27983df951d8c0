namespace BlockWatch.EventPipe.NetTrace;

/// <summary>Holds events back until no older one can come, and gives them in order of time across threads.</summary>
/// <remarks>Each thread's events are in order already; what is to be done is to merge them. Events of one instant come by thread, in the order in which threads were first seen.</remarks>
internal sealed class EventOrder
{
    // Format 4 does not say when a thread is gone. A process with more threads than this is rare, and their numbering is all that is lost.
    private const int MostThreads = 8_192;

    private const int LargestPool = 64;
    private const long LargestPooledBlock = 4L << 20;

    private readonly Dictionary<long, CaptureThread> _threads = [];
    private readonly ThreadHeap _heap = new();
    private readonly Stack<BlockBuffer> _pool = new();
    private BlockBuffer? _left;
    private long _blocks;
    private long _threadsSeen;

    /// <summary>Memory of the blocks in use, bytes.</summary>
    public long HeldBytes { get; private set; }

    /// <summary>A block to read into; the caller is its first user.</summary>
    public BlockBuffer Rent()
    {
        _blocks++;
        BlockBuffer block = _pool.TryPop(out BlockBuffer? used) ? used : new BlockBuffer();
        block.Use();
        return block;
    }

    /// <summary>A block was read; from now on its memory counts.</summary>
    public void Count(BlockBuffer block)
    {
        block.Counted = block.Size;
        HeldBytes += block.Counted;
    }

    /// <summary>One user of a block is done with it.</summary>
    public void Release(BlockBuffer block)
    {
        if (!block.Release())
        {
            return;
        }

        HeldBytes -= block.Counted;
        block.Counted = 0;
        if (_pool.Count < LargestPool && block.Size <= LargestPooledBlock)
        {
            _pool.Push(block);
        }
    }

    /// <summary>True when so many threads are known that some must be forgotten before a new one comes.</summary>
    public bool IsCrowded => _threads.Count >= MostThreads;

    /// <summary>The thread of this id.</summary>
    /// <param name="id">The operating system's.</param>
    /// <param name="sequenceNumber">Where its numbering stands if it is new.</param>
    public CaptureThread ThreadOf(long id, int sequenceNumber)
    {
        if (!_threads.TryGetValue(id, out CaptureThread? thread))
        {
            thread = new CaptureThread(id, _threadsSeen++, sequenceNumber);
            _threads.Add(id, thread);
        }

        thread.LastBlock = _blocks;
        return thread;
    }

    /// <summary>Adds events of one thread, younger than all that it has.</summary>
    public void Add(CaptureThread thread, BlockBuffer block, int start, int end)
    {
        bool isFirst = !thread.HasHeld;
        thread.Add(block, start, end);
        if (isFirst)
        {
            _heap.Add(block.Held[start].Ticks, thread);
        }
    }

    /// <summary>Takes the oldest event.</summary>
    /// <param name="before">Only when it is older than this; null for any.</param>
    /// <param name="block">The event's block, valid until the next call.</param>
    /// <param name="held">The event.</param>
    public bool TryTake(long? before, out BlockBuffer block, out HeldEvent held)
    {
        if (_left is not null)
        {
            Release(_left);
            _left = null;
        }

        if (_heap.Count == 0 || _heap.OldestTicks >= before)
        {
            block = null!;
            held = default;
            return false;
        }

        CaptureThread thread = _heap.Oldest;
        block = thread.Block!;
        held = block.Held[thread.Next];
        _left = thread.Advance();
        if (thread.HasHeld)
        {
            _heap.ReplaceOldest(thread.Block!.Held[thread.Next].Ticks);
        }
        else
        {
            _heap.RemoveOldest();
        }

        return true;
    }

    /// <summary>Forgets those threads that have been silent for longest, half of all, so that this is seldom. Nothing may be held back.</summary>
    public void ForgetSilentThreads()
    {
        long[] last = [.. _threads.Values.Select(static thread => thread.LastBlock).Order()];
        long median = last[last.Length / 2];
        foreach (CaptureThread thread in _threads.Values.Where(thread => thread.LastBlock <= median).ToList())
        {
            _threads.Remove(thread.Id);
        }
    }
}
