using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.EventPipe.Recording;

/// <summary>Where the blocks of one session's stream lie in the spool. Guarded by the shelf's lock.</summary>
internal sealed class SpooledTape : ITape
{
    private readonly SpoolShelf _shelf;
    private readonly long _afterTicks;
    private readonly bool _withCounters;
    private readonly List<SpooledBlock> _metadata = [];
    private readonly List<Segment> _segments = [new Segment(null)];
    private byte[] _header = [];

    public SpooledTape(SpoolShelf shelf, object owner, long afterTicks, bool withCounters)
    {
        _shelf = shelf;
        Owner = owner;
        _afterTicks = afterTicks;
        _withCounters = withCounters;
    }

    public object Owner { get; }

    public void Begin(ReadOnlySpan<byte> header) => _header = header.ToArray();

    public void Add(BlockType type, ReadOnlySpan<byte> content)
    {
        switch (type)
        {
            case BlockType.Metadata:
                _shelf.Add(content, _metadata.Add);
                break;
            case BlockType.Stacks:
                _shelf.Add(content, block => _segments[^1].Stacks.Add(block));
                break;
            case BlockType.Events:
                _shelf.Add(content, block => _segments[^1].Events.Add(block));
                break;
            case BlockType.SequencePoint:
                _shelf.Add(content, block => _segments.Add(new Segment(block)));
                break;
            default:
                break;
        }
    }

    /// <summary>What there is now; null when it has no events.</summary>
    public TapeCopy? Copy()
    {
        List<Segment> segments = [.. _segments.SkipWhile(segment => segment.Events.Count == 0)];
        return segments.Count == 0
            ? null
            : new TapeCopy(
                _header,
                _afterTicks,
                _withCounters,
                new SpooledBlocks(_shelf, _metadata),
                [.. segments.Select(segment => new TapeCopy.Segment(
                    segment.SequencePoint is { } point ? _shelf.Read(point) : null, new SpooledBlocks(_shelf, segment.Stacks), new SpooledBlocks(_shelf, segment.Events)))]);
    }

    public void Dispose()
    {
        // The session is over, and its blocks stay.
    }

    private sealed record Segment(SpooledBlock? SequencePoint)
    {
        public List<SpooledBlock> Stacks { get; } = [];

        public List<SpooledBlock> Events { get; } = [];
    }
}
