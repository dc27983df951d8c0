using System.Diagnostics.CodeAnalysis;

namespace BlockWatch.EventPipe.NetTrace;

/// <summary>The kinds of events that a stream has described so far, by the ids that its events refer to.</summary>
internal sealed class EventKinds
{
    /// <summary>Ids beyond are damage: a runtime counts them up from 1.</summary>
    public const int MostKinds = 1 << 16;

    /// <summary>Bytes of descriptions; more are damage.</summary>
    public const long MostBytes = 64L << 20;

    private readonly EventDispatch _dispatch;
    private EventKind?[] _kinds = new EventKind?[256];
    private long _bytes;

    public EventKinds(EventDispatch dispatch)
    {
        _dispatch = dispatch;
    }

    /// <exception cref="NetTraceException">No such kind has been described.</exception>
    public EventKind this[int metadataId]
    {
        get
        {
            if ((uint)metadataId < (uint)_kinds.Length && _kinds[metadataId] is { } kind)
            {
                return kind;
            }

            ThrowUnknown();
            return null;
        }
    }

    /// <summary>Reads a metadata block.</summary>
    /// <exception cref="NetTraceException">It is damaged, or describes something again.</exception>
    public void Read(ReadOnlySpan<byte> block)
    {
        var reader = new ByteReader(block);
        var header = EventHeader.AtStartOf(ref reader);
        while (reader.Left > 0)
        {
            int padding = header.Read(ref reader);
            EventKind kind = EventKind.Read(reader.ReadBytes(header.PayloadLength), out int id);
            reader.ReadBytes(padding);
            _bytes += header.PayloadLength;
            if (id is < 1 or >= MostKinds || (id < _kinds.Length && _kinds[id] is not null) || _bytes > MostBytes)
            {
                throw new NetTraceException("a kind of events is described twice, or too many are");
            }

            if (id >= _kinds.Length)
            {
                Array.Resize(ref _kinds, Math.Max(id + 1, _kinds.Length * 2));
            }

            _dispatch.Bind(kind);
            _kinds[id] = kind;
        }
    }

    [DoesNotReturn]
    private static void ThrowUnknown() => throw new NetTraceException("an event is of a kind that is not described");
}
