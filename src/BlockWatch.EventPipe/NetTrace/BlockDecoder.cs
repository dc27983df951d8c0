namespace BlockWatch.EventPipe.NetTrace;

/// <summary>Decodes the blocks of one stream and hands out their events in order of time.</summary>
/// <remarks>
/// An event is handed out when the blocks prove that no older one can come from another thread: by an event that the writer marked as
/// sorted, or by a sequence point; or when the caller knows it (<see cref="HandOutAll"/>).
/// </remarks>
internal sealed class BlockDecoder
{
    /// <summary>Bytes of blocks whose events are held back; beyond them events go out without the proof of their order.</summary>
    public const long MostHeldBytes = 256L << 20;

    private readonly EventDispatch _dispatch;
    private readonly EventKinds _kinds;
    private readonly bool _withStacks;
    private readonly EventOrder _order = new();
    private readonly StackTable _stacks = new();

    // Those that have not been told: they are, in order of time with the events that are held back.
    private readonly PriorityQueue<EventHole, long> _holes = new();

    /// <param name="dispatch">Who gets the events.</param>
    /// <param name="withStacks">False when nobody looks at stacks: then they cost nothing.</param>
    public BlockDecoder(EventDispatch dispatch, bool withStacks)
    {
        _dispatch = dispatch;
        _kinds = new EventKinds(dispatch);
        _withStacks = withStacks;
    }

    /// <summary>What the stream says of itself; set before the first block is taken.</summary>
    public TraceHeader? Header { get; set; }

    /// <summary>A block to read into, to be released when it was taken.</summary>
    public BlockBuffer Rent() => _order.Rent();

    public void Release(BlockBuffer block) => _order.Release(block);

    /// <summary>Reads a block that was rented here. Events that are proven to be in order go out.</summary>
    /// <exception cref="NetTraceException">It is damaged.</exception>
    public void Take(BlockType type, BlockBuffer block)
    {
        switch (type)
        {
            case BlockType.Events:
                ReadEvents(block);
                if (_order.HeldBytes > MostHeldBytes)
                {
                    HandOut(before: null);
                }

                break;
            case BlockType.Stacks when _withStacks:
                if (!_stacks.HasRoom(block.Length))
                {
                    ForgetStacks();
                }

                _stacks.Read(block.Content, Header!.PointerSize);
                break;
            case BlockType.Metadata:
                _kinds.Read(block.Content);
                break;
            case BlockType.SequencePoint:
                ReadSequencePoint(block.Content);
                break;
            default:
                break;
        }

        _order.Count(block);
    }

    /// <summary>Hands out all that is held back: what has come is complete.</summary>
    public void HandOutAll()
    {
        HandOut(before: null);
        TellHoles(long.MaxValue);
    }

    private void ReadEvents(BlockBuffer block)
    {
        var reader = new ByteReader(block.Content);
        var header = EventHeader.AtStartOf(ref reader);
        CaptureThread? thread = null;
        int heldStart = 0;
        try
        {
            while (reader.Left > 0)
            {
                int padding = header.Read(ref reader);
                if (thread is null || thread.Id != header.CaptureThreadId)
                {
                    Hold(thread, block, ref heldStart);
                    thread = ThreadOf(header.CaptureThreadId, unchecked(header.SequenceNumber - 1));
                }

                int expected = unchecked(thread.SequenceNumber + 1);
                if (header.SequenceNumber != expected)
                {
                    _holes.Enqueue(new EventHole(thread.Id, header.Ticks, thread.LastTicks, expected, header.SequenceNumber), header.Ticks);
                }

                thread.SequenceNumber = header.SequenceNumber;
                thread.LastTicks = header.Ticks;
                EventKind kind = _kinds[header.MetadataId];
                int payload = reader.Position;
                reader.ReadBytes(header.PayloadLength + padding);
                var held = new HeldEvent(header.Ticks, header.ThreadId, header.MetadataId, header.StackId, payload, header.PayloadLength);
                if (header.IsSorted)
                {
                    Hold(thread, block, ref heldStart);
                    HandOut(header.Ticks);
                    HandOut(block, kind, held);
                }
                else if (kind.Action is not null)
                {
                    block.Hold(held);
                }
            }
        }
        finally
        {
            Hold(thread, block, ref heldStart);
        }
    }

    private CaptureThread ThreadOf(long id, int sequenceNumber)
    {
        if (_order.IsCrowded)
        {
            HandOut(before: null);
            _order.ForgetSilentThreads();
        }

        return _order.ThreadOf(id, sequenceNumber);
    }

    private void Hold(CaptureThread? thread, BlockBuffer block, ref int start)
    {
        if (thread is not null && block.HeldCount > start)
        {
            _order.Add(thread, block, start, block.HeldCount);
        }

        start = block.HeldCount;
    }

    private void ReadSequencePoint(ReadOnlySpan<byte> content)
    {
        ForgetStacks();
        TellHoles(long.MaxValue);
        var reader = new ByteReader(content);
        long ticks = reader.ReadInt64();
        int count = reader.ReadInt32();
        for (int i = 0; i < count; i++)
        {
            long id = reader.ReadInt64();
            int sequenceNumber = reader.ReadInt32();
            CaptureThread thread = ThreadOf(id, sequenceNumber);
            if (thread.SequenceNumber != sequenceNumber)
            {
                _dispatch.Tell(new EventHole(thread.Id, ticks, thread.LastTicks, thread.SequenceNumber, sequenceNumber));
            }

            thread.SequenceNumber = sequenceNumber;
            thread.LastTicks = ticks;
        }
    }

    // Events that are held back may refer to them.
    private void ForgetStacks()
    {
        HandOut(before: null);
        _stacks.Clear();
    }

    private void HandOut(long? before)
    {
        while (_order.TryTake(before, out BlockBuffer block, out HeldEvent held))
        {
            HandOut(block, _kinds[held.MetadataId], held);
        }
    }

    private void TellHoles(long upTo)
    {
        while (_holes.TryPeek(out EventHole hole, out long ticks) && ticks <= upTo)
        {
            _holes.Dequeue();
            _dispatch.Tell(hole);
        }
    }

    private void HandOut(BlockBuffer block, EventKind kind, in HeldEvent held)
    {
        if (_holes.Count > 0)
        {
            TellHoles(held.Ticks);
        }

        if (kind.Action is { } action && held.Ticks > _dispatch.AfterTicks)
        {
            _dispatch.LastTicks = held.Ticks;
            action(new NetTraceEvent(
                Header!, kind, held.Ticks, held.ThreadId, block.Bytes.AsSpan(held.PayloadStart, held.PayloadLength), _stacks.Find(held.StackId)));
        }
    }
}
