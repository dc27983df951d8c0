using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.EventPipe.Recording;

/// <summary>The newest blocks of one session's stream, and what it takes to read them again.</summary>
/// <remarks>
/// <code>
/// header  metadata...  | stacks  events  events | sequence point  stacks  events  events ...
///                        segment                  segment
/// </code>
/// Blocks of events are dropped one by one, the oldest first; stacks with their whole segment; the header and metadata never.
/// Guarded by the shelf's lock.
/// </remarks>
internal sealed class Tape : ITape
{
    // What an array and its place in a list take besides the bytes.
    private const int Overhead = 64;

    private readonly TapeShelf _shelf;
    private readonly long _afterTicks;
    private readonly bool _withCounters;
    private readonly List<byte[]> _metadata = [];
    private readonly Queue<TapeSegment> _segments = new();
    private byte[] _header = [];
    private TapeSegment _last = new(null);

    public Tape(TapeShelf shelf, object owner, long afterTicks, bool withCounters)
    {
        _shelf = shelf;
        Owner = owner;
        _afterTicks = afterTicks;
        _withCounters = withCounters;
        _segments.Enqueue(_last);
    }

    public object Owner { get; }

    /// <summary>Blocks of events that it has.</summary>
    public int EventBlocks { get; private set; }

    /// <summary>Memory, bytes.</summary>
    public long Size { get; private set; }

    /// <summary>The session is over: forgotten when its last events are.</summary>
    public bool IsEnded { get; set; }

    public void Begin(ReadOnlySpan<byte> header) => _header = header.ToArray();

    public void Add(BlockType type, ReadOnlySpan<byte> content) => _shelf.Add(this, type, content.ToArray());

    /// <summary>The session is over.</summary>
    public void Dispose() => _shelf.Close(this);

    public void Add_NeedsLock(BlockType type, byte[] content)
    {
        switch (type)
        {
            case BlockType.Metadata:
                _metadata.Add(content);
                break;
            case BlockType.Stacks:
                _last.Stacks.Add(content);
                break;
            case BlockType.Events:
                _last.Events.Enqueue(content);
                EventBlocks++;
                break;
            case BlockType.SequencePoint:
                _last = new TapeSegment(content);
                _segments.Enqueue(_last);
                break;
            default:
                return;
        }

        Size += SizeOf(content);
        if (type == BlockType.SequencePoint)
        {
            DropEmptySegments();
        }
    }

    /// <summary>Drops the oldest block of events; there is one.</summary>
    public void DropOldest_NeedsLock()
    {
        Size -= SizeOf(_segments.Peek().Events.Dequeue());
        EventBlocks--;
        DropEmptySegments();
    }

    /// <summary>What there is now; null when it has no events.</summary>
    public TapeCopy? Copy_NeedsLock() => EventBlocks == 0
        ? null
        : new TapeCopy(
            _header,
            _afterTicks,
            _withCounters,
            [.. _metadata],
            [.. _segments.Select(static s => new TapeCopy.Segment(s.SequencePoint, [.. s.Stacks], [.. s.Events]))]);

    // So that the first has events, if there are any. The last stays: its stacks are referred to by what comes.
    private void DropEmptySegments()
    {
        while (_segments.Count > 1 && _segments.Peek().Events.Count == 0)
        {
            TapeSegment dropped = _segments.Dequeue();
            Size -= dropped.Stacks.Sum(SizeOf) + (dropped.SequencePoint is { } point ? SizeOf(point) : 0);
        }
    }

    private static long SizeOf(byte[] block) => block.Length + Overhead;
}
