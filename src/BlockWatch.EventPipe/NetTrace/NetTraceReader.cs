using System.Diagnostics;

namespace BlockWatch.EventPipe.NetTrace;

/// <summary>Reads a stream of format 4 (what .NET 8 to 10 write; NetTraceFormat_v5.md of microsoft/perfview) and hands out its events in order of time.</summary>
/// <remarks>
/// An event is handed out when the stream proves that no older one can come from another thread: by an event that the writer marked as
/// sorted, by a sequence point, by its end. A live stream proves it sooner: the runtime flushes all threads' events at once and then sleeps, so when
/// nothing arrives for 5 ms after a block of events, what has arrived is complete. (20 ms after a block that was written because it was full.)
/// Memory is bounded whatever the input: by <see cref="TraceObjects.LargestBlock"/>, <see cref="MostHeldBytes"/>, <see cref="StackTable.Capacity"/>
/// and <see cref="EventKinds.MostBytes"/>. Nothing is allocated for an event once the buffers have their sizes.
/// </remarks>
internal sealed class NetTraceReader
{
    /// <summary>Bytes of blocks whose events are held back; beyond them events go out without the proof of their order.</summary>
    public const long MostHeldBytes = 256L << 20;

    // The runtime writes a block when the next event or stack does not fit into its 100 KB, and what is left at the end of each flush.
    private const int FullBlock = 96 << 10;

    // For a quarter of a second something may be noticed at any moment; after that nothing is in a hurry.
    private const int ShortSteps = 13;
    private static readonly TimeSpan ShortStep = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongStep = TimeSpan.FromMilliseconds(100);

    private readonly TraceObjects _objects;
    private readonly EventDispatch _dispatch;
    private readonly EventKinds _kinds;
    private readonly bool _withStacks;
    private readonly EventOrder _order = new();
    private readonly StackTable _stacks = new();
    private TraceHeader? _header;
    private bool _isUnproven;
    private int _largest;
    private bool _expectsMore;

    /// <param name="input">The stream.</param>
    /// <param name="dispatch">Who gets the events.</param>
    /// <param name="withStacks">False when nobody looks at stacks: then they cost nothing.</param>
    public NetTraceReader(TraceInput input, EventDispatch dispatch, bool withStacks = true)
    {
        _objects = new TraceObjects(input);
        _dispatch = dispatch;
        _kinds = new EventKinds(dispatch);
        _withStacks = withStacks;
    }

    /// <summary>
    /// Called on the reading thread when all events of a flush of a live stream have been handed out, with the Stopwatch timestamp at which the flush
    /// began to arrive: what the target did before that is known.
    /// </summary>
    public Action<long>? CaughtUp { get; init; }

    /// <summary>
    /// Called on the reading thread again and again, every 20 ms at first and every 100 ms later, while all that a live stream brought has been handed out and nothing comes; with the
    /// Stopwatch timestamp of that moment; until it returns false: then not before something has come again.
    /// </summary>
    public Func<long, bool>? Quiet { get; init; }

    /// <summary>What the stream says of itself; null before it has come.</summary>
    public TraceHeader? Header => _header;

    /// <summary>Reads a live stream to its end.</summary>
    /// <param name="stream">Stays the caller's.</param>
    /// <param name="dispatch">Who gets the events.</param>
    /// <param name="caughtUp">See <see cref="CaughtUp"/>.</param>
    /// <param name="quiet">See <see cref="Quiet"/>.</param>
    /// <exception cref="NetTraceException">It broke off or is damaged; what came whole has been handed out.</exception>
    public static void ReadLive(Stream stream, EventDispatch dispatch, Action<long>? caughtUp = null, Func<long, bool>? quiet = null) =>
        new NetTraceReader(new TraceInput(stream, isLive: true), dispatch) { CaughtUp = caughtUp, Quiet = quiet }.Read();

    /// <summary>Reads the stream to its end.</summary>
    /// <param name="stop">Ends the reading early; what was held back goes out.</param>
    /// <exception cref="NetTraceException">It broke off or is damaged; what came whole has been handed out.</exception>
    public void Read(CancellationToken stop = default)
    {
        try
        {
            _header = _objects.ReadHeader();
            while (!stop.IsCancellationRequested && ReadBlock())
            {
                // The next.
            }
        }
        catch (Exception e) when (e is NetTraceException or IOException or ObjectDisposedException)
        {
            HandOut(before: null);
            throw;
        }

        HandOut(before: null);
    }

    // False at the end of the stream.
    private bool ReadBlock()
    {
        if (_isUnproven && _objects.Input.IsSilent(_expectsMore))
        {
            HandOut(before: null);
            _isUnproven = false;
            CaughtUp?.Invoke(_objects.Input.Arrived);
            _objects.Input.Arrived = 0;
        }

        for (int quiet = 0; Quiet is not null && !_isUnproven && _objects.Input.IsSilentFor(quiet < ShortSteps ? ShortStep : LongStep); quiet++)
        {
            if (!Quiet(Stopwatch.GetTimestamp()))
            {
                break;
            }
        }

        if (!_objects.Next(out BlockType type))
        {
            return false;
        }

        BlockBuffer block = _order.Rent();
        try
        {
            _objects.ReadContent(block);
            _largest = Math.Max(_largest, block.Length);
            Take(type, block);
            _order.Count(block);
        }
        finally
        {
            _order.Release(block);
        }

        _objects.ReadEndOfObject();
        return true;
    }

    private void Take(BlockType type, BlockBuffer block)
    {
        switch (type)
        {
            case BlockType.Events:
                _isUnproven = true;
                _expectsMore = _largest >= FullBlock;
                _largest = 0;
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

                _stacks.Read(block.Content, _header!.PointerSize);
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

                _dispatch.Losses.Compare(unchecked(thread.SequenceNumber + 1), header.SequenceNumber);
                thread.SequenceNumber = header.SequenceNumber;
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
        var reader = new ByteReader(content);
        reader.ReadInt64(); // its time
        int count = reader.ReadInt32();
        for (int i = 0; i < count; i++)
        {
            long id = reader.ReadInt64();
            int sequenceNumber = reader.ReadInt32();
            CaptureThread thread = ThreadOf(id, sequenceNumber);
            _dispatch.Losses.Compare(thread.SequenceNumber, sequenceNumber);
            thread.SequenceNumber = sequenceNumber;
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

    private void HandOut(BlockBuffer block, EventKind kind, in HeldEvent held)
    {
        if (kind.Action is { } action && held.Ticks > _dispatch.AfterTicks)
        {
            _dispatch.LastTicks = held.Ticks;
            action(new NetTraceEvent(
                _header!, kind, held.Ticks, held.ThreadId, block.Bytes.AsSpan(held.PayloadStart, held.PayloadLength), _stacks.Find(held.StackId)));
        }
    }
}
