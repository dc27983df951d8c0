using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Recording;

/// <summary>Goes through the events of one tape, in order of time. Reads a block only when it is due, and holds no more than what that brings.</summary>
internal sealed class TapeCursor
{
    private readonly TapeCopy _tape;
    private readonly EventDispatch _dispatch;
    private readonly BlockDecoder _decoder;
    private readonly List<Copied> _events = [];
    private readonly ByteWriter _payloads = new();
    private readonly IEnumerator<(BlockType Type, byte[] Content)> _blocks;
    private ulong[] _addresses = new ulong[1024];
    private int _addressCount;
    private int _at = -1;
    private long _lossesTold;

    public TapeCursor(TapeCopy tape)
    {
        _tape = tape;
        _dispatch = new EventDispatch { AfterTicks = tape.AfterTicks };
        _dispatch.OnAll(Copy);
        _decoder = new BlockDecoder(_dispatch, withStacks: true) { Header = TraceHeader.Read(tape.Header) };
        _blocks = Blocks().GetEnumerator();
    }

    /// <summary>The present event's time, by the trace's clock.</summary>
    public long Ticks => _events[_at].Ticks;

    /// <summary>Goes to the next event.</summary>
    /// <returns>False when there is none.</returns>
    public bool Next()
    {
        if (++_at < _events.Count)
        {
            return true;
        }

        _events.Clear();
        _payloads.Clear();
        _addressCount = 0;
        _at = 0;
        while (_events.Count == 0 && Take())
        {
            // Until one brings an event.
        }

        return _events.Count > 0;
    }

    /// <summary>Writes the present event.</summary>
    public void WriteTo(NetTraceWriter writer)
    {
        Copied copied = _events[_at];
        writer.Write(
            copied.Kind,
            copied.Ticks,
            copied.ThreadId,
            _payloads.Written.Slice(copied.Payload, copied.PayloadLength),
            _addresses.AsSpan(copied.Stack, copied.StackLength),
            copied.LostBefore);
    }

    private bool Take()
    {
        BlockBuffer? buffer = null;
        try
        {
            if (_blocks.MoveNext())
            {
                (BlockType type, byte[] content) = _blocks.Current;
                buffer = _decoder.Rent();
                buffer.Reserve(content.Length);
                content.CopyTo(buffer.Bytes, 0);
                buffer.Length = content.Length;
                _decoder.Take(type, buffer);
                return true;
            }
        }
        catch (NetTraceException)
        {
            // The stream was damaged there, and its session ended with it: this was its last block.
        }
        finally
        {
            if (buffer is not null)
            {
                _decoder.Release(buffer);
            }
        }

        _decoder.HandOutAll();
        return false;
    }

    // What precedes the first events is left out: against it everything that was dropped since would look lost.
    private IEnumerable<(BlockType Type, byte[] Content)> Blocks()
    {
        foreach (byte[] metadata in _tape.Metadata)
        {
            yield return (BlockType.Metadata, metadata);
        }

        bool isFirst = true;
        foreach (TapeCopy.Segment segment in _tape.Segments)
        {
            if (!isFirst && segment.SequencePoint is { } point)
            {
                yield return (BlockType.SequencePoint, point);
            }

            isFirst = false;
            foreach (byte[] stacks in segment.Stacks)
            {
                yield return (BlockType.Stacks, stacks);
            }

            foreach (byte[] events in segment.Events)
            {
                yield return (BlockType.Events, events);
            }
        }
    }

    private void Copy(in NetTraceEvent data)
    {
        if (WithheldEvents.Has(data) || (!_tape.WithCounters && data.Kind.Provider == RuntimeProviders.Counters))
        {
            return;
        }

        long lost = _dispatch.Losses.AtLeast;
        int payload = _payloads.Length;
        _payloads.Bytes(data.Payload);
        if (_addressCount + data.Stack.Length > _addresses.Length)
        {
            Array.Resize(ref _addresses, Math.Max(_addressCount + data.Stack.Length, _addresses.Length * 2));
        }

        data.Stack.CopyTo(_addresses.AsSpan(_addressCount));
        _events.Add(new Copied(data.Kind, data.Ticks, data.ThreadId, payload, data.Payload.Length, _addressCount, data.Stack.Length, lost - _lossesTold));
        _addressCount += data.Stack.Length;
        _lossesTold = lost;
    }

    private readonly record struct Copied(
        EventKind Kind, long Ticks, long ThreadId, int Payload, int PayloadLength, int Stack, int StackLength, long LostBefore);
}
