namespace BlockWatch.EventPipe.NetTrace;

/// <summary>A thread that raised events: how far its numbering has come, and those of its events that are held back, in its own order.</summary>
internal sealed class CaptureThread
{
    private readonly Queue<(BlockBuffer Block, int Next, int End)> _later = new();

    public CaptureThread(long id, long ordinal, int sequenceNumber)
    {
        Id = id;
        Ordinal = ordinal;
        SequenceNumber = sequenceNumber;
    }

    public long Id { get; }

    /// <summary>How many threads were seen before it.</summary>
    public long Ordinal { get; }

    /// <summary>Of its last event.</summary>
    public int SequenceNumber { get; set; }

    /// <summary>Of its last event, or of the last time at which its numbering was said.</summary>
    public long LastTicks { get; set; }

    /// <summary>Counts up with every block in which it raised something: the threads with the least have been silent for longest.</summary>
    public long LastBlock { get; set; }

    public bool HasHeld => Block is not null;

    /// <summary>The block of its oldest event; null when none is held back.</summary>
    public BlockBuffer? Block { get; private set; }

    /// <summary>The oldest event's place in <see cref="Block"/>.</summary>
    public int Next { get; private set; }

    private int End { get; set; }

    /// <summary>Adds events of a block, younger than all that it has.</summary>
    public void Add(BlockBuffer block, int start, int end)
    {
        block.Use();
        if (Block is null)
        {
            (Block, Next, End) = (block, start, end);
        }
        else
        {
            _later.Enqueue((block, start, end));
        }
    }

    /// <summary>Goes on to the next event.</summary>
    /// <returns>The block that was left with it; null when there is more in it.</returns>
    public BlockBuffer? Advance()
    {
        if (++Next < End)
        {
            return null;
        }

        BlockBuffer? left = Block;
        if (_later.TryDequeue(out (BlockBuffer Block, int Next, int End) later))
        {
            (Block, Next, End) = later;
        }
        else
        {
            Block = null;
        }

        return left;
    }
}
