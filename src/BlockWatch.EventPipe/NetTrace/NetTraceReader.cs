using System.Diagnostics;

namespace BlockWatch.EventPipe.NetTrace;

/// <summary>Reads a stream of format 4 (what .NET 8 to 10 write; NetTraceFormat_v5.md of microsoft/perfview) and hands out its events in order of time.</summary>
/// <remarks>
/// An event is handed out when the stream proves that no older one can come from another thread: by an event that the writer marked as
/// sorted, by a sequence point, by its end. A live stream proves it sooner: the runtime flushes all threads' events at once and then sleeps, so when
/// nothing arrives for 5 ms after a block of events, what has arrived is complete. (20 ms after a block that was written because it was full.)
/// Memory is bounded whatever the input: by <see cref="TraceObjects.LargestBlock"/>, <see cref="BlockDecoder.MostHeldBytes"/>, <see cref="StackTable.Capacity"/>
/// and <see cref="EventKinds.MostBytes"/>. Nothing is allocated for an event once the buffers have their sizes.
/// </remarks>
internal sealed class NetTraceReader
{
    // The runtime writes a block when the next event or stack does not fit into its 100 KB, and what is left at the end of each flush.
    private const int FullBlock = 96 << 10;

    // For a quarter of a second something may be noticed at any moment; after that nothing is in a hurry.
    private const int ShortSteps = 13;
    private static readonly TimeSpan ShortStep = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongStep = TimeSpan.FromMilliseconds(100);

    private readonly TraceObjects _objects;
    private readonly BlockDecoder _decoder;
    private bool _isUnproven;
    private int _largest;
    private bool _expectsMore;

    /// <param name="input">The stream.</param>
    /// <param name="dispatch">Who gets the events.</param>
    /// <param name="withStacks">False when nobody looks at stacks: then they cost nothing.</param>
    public NetTraceReader(TraceInput input, EventDispatch dispatch, bool withStacks = true)
    {
        _objects = new TraceObjects(input);
        _decoder = new BlockDecoder(dispatch, withStacks);
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
    public TraceHeader? Header => _decoder.Header;

    /// <summary>Given each block before its events are handed out; null for nobody.</summary>
    public IBlockSink? Sink { get; init; }

    /// <summary>Reads a live stream to its end.</summary>
    /// <param name="stream">Stays the caller's.</param>
    /// <param name="dispatch">Who gets the events.</param>
    /// <param name="caughtUp">See <see cref="CaughtUp"/>.</param>
    /// <param name="quiet">See <see cref="Quiet"/>.</param>
    /// <param name="sink">See <see cref="Sink"/>.</param>
    /// <exception cref="NetTraceException">It broke off or is damaged; what came whole has been handed out.</exception>
    public static void ReadLive(
        Stream stream, EventDispatch dispatch, Action<long>? caughtUp = null, Func<long, bool>? quiet = null, IBlockSink? sink = null) =>
        new NetTraceReader(new TraceInput(stream, isLive: true), dispatch) { CaughtUp = caughtUp, Quiet = quiet, Sink = sink }.Read();

    /// <summary>Reads the stream to its end.</summary>
    /// <param name="stop">Ends the reading early; what was held back goes out.</param>
    /// <exception cref="NetTraceException">It broke off or is damaged; what came whole has been handed out.</exception>
    public void Read(CancellationToken stop = default)
    {
        try
        {
            byte[] header = _objects.ReadHeader();
            _decoder.Header = TraceHeader.Read(header);
            Sink?.Begin(header);
            while (!stop.IsCancellationRequested && ReadBlock())
            {
                // The next.
            }
        }
        catch (Exception e) when (e is NetTraceException or IOException or ObjectDisposedException)
        {
            _decoder.HandOutAll();
            throw;
        }

        _decoder.HandOutAll();
    }

    // False at the end of the stream.
    private bool ReadBlock()
    {
        if (_isUnproven && _objects.Input.IsSilent(_expectsMore))
        {
            _decoder.HandOutAll();
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

        BlockBuffer block = _decoder.Rent();
        try
        {
            _objects.ReadContent(block);
            _largest = Math.Max(_largest, block.Length);
            if (type == BlockType.Events)
            {
                _isUnproven = true;
                _expectsMore = _largest >= FullBlock;
                _largest = 0;
            }

            Sink?.Add(type, block.Content);
            _decoder.Take(type, block);
        }
        finally
        {
            _decoder.Release(block);
        }

        _objects.ReadEndOfObject();
        return true;
    }
}
