using System.Buffers.Binary;
using System.Text;

namespace BlockWatch.EventPipe.NetTrace;

/// <summary>Writes a trace of format 4 from events in order of time.</summary>
/// <remarks>
/// Kinds of events and stacks are each written once, whichever streams they came from. Events are numbered by their threads anew, so that what was left out on
/// purpose is no loss; real losses are gaps in the numbering. An event keeps its time, thread, payload and stack; its processor and activities are not kept.
/// Memory is that of a block, and of the stacks since the last sequence point.
/// </remarks>
internal sealed class NetTraceWriter
{
    // As the runtime's.
    private const int FullBlock = 96 << 10;

    // A reader keeps them as well: both are bounded by a sequence point.
    private const long MostStackBytes = 8L << 20;

    private const int PointerSizeAt = 32;
    private const int ObjectVersion = 2;
    private const byte NullReference = 1;
    private const byte BeginObject = 5;
    private const byte EndObject = 6;

    private readonly Stream _output;
    private readonly ByteWriter _object = new();
    private readonly ByteWriter _content = new();
    private readonly ByteWriter _record = new();
    private readonly EventBlockWriter _events = new();
    private readonly StackBlockWriter _stacks;
    private readonly Dictionary<EventKind, int> _kinds = [];
    private readonly Dictionary<string, int> _descriptions = [];
    private readonly Dictionary<long, int> _sequenceNumbers = [];
    private (EventKind? Kind, int Id) _lastKind;
    private long _lostUntold;
    private long _position;

    /// <param name="output">Stays the caller's.</param>
    /// <param name="header">The content of the Trace object of one of the streams that the events are from.</param>
    /// <exception cref="IOException">It cannot be written; so of all members.</exception>
    public NetTraceWriter(Stream output, ReadOnlySpan<byte> header)
    {
        _output = output;
        _stacks = new StackBlockWriter(BinaryPrimitives.ReadInt32LittleEndian(header[PointerSizeAt..]));
        _object.Bytes("Nettrace"u8);
        Name("!FastSerialization.1");
        Begin("Trace", TraceObjects.Format);
        _object.Bytes(header).Byte(EndObject);
        Flush();
    }

    public long EventCount { get; private set; }

    /// <summary>The first event's time, by the trace's clock; 0 when there is none.</summary>
    public long FirstTicks { get; private set; }

    /// <summary>The last event's time.</summary>
    public long LastTicks { get; private set; }

    /// <summary>Writes an event.</summary>
    /// <param name="kind">With its <see cref="EventKind.Description"/>.</param>
    /// <param name="ticks">Its time. One that is older than the event before is given that event's time: order is promised to the reader.</param>
    /// <param name="threadId">The thread that it happened on.</param>
    /// <param name="payload">As the runtime wrote it.</param>
    /// <param name="stack">Addresses, leaf first; empty for none.</param>
    /// <param name="lostBefore">How many events were lost between it and the ones before.</param>
    public void Write(EventKind kind, long ticks, long threadId, ReadOnlySpan<byte> payload, ReadOnlySpan<ulong> stack, long lostBefore = 0)
    {
        FirstTicks = EventCount++ == 0 ? ticks : FirstTicks;
        LastTicks = EventCount == 1 ? ticks : Math.Max(ticks, LastTicks);

        // To a reader a thread's first number says nothing: a loss before it is told with the next event of a thread that has one.
        _lostUntold += lostBefore;
        if (_sequenceNumbers.TryGetValue(threadId, out int number))
        {
            number = unchecked(number + TakeLost());
        }

        _sequenceNumbers[threadId] = ++number;
        _events.Add(
            new EventHeader { MetadataId = IdOf(kind), SequenceNumber = number, ThreadId = threadId, StackId = _stacks.IdOf(stack), Ticks = LastTicks }, payload);
        if (_events.Length >= FullBlock)
        {
            WriteBlock();
            if (_stacks.KnownBytes > MostStackBytes)
            {
                WriteSequencePoint(lastThread: null);
            }
        }
    }

    /// <summary>Writes what is left, and the end.</summary>
    public void End()
    {
        WriteBlock();
        if (_lostUntold > 0)
        {
            WriteSequencePoint(_sequenceNumbers.Keys.First());
        }

        _object.Byte(NullReference);
        Flush();
        _output.Flush();
    }

    private int IdOf(EventKind kind)
    {
        if (ReferenceEquals(kind, _lastKind.Kind))
        {
            return _lastKind.Id;
        }

        if (!_kinds.TryGetValue(kind, out int id))
        {
            id = Describe(kind);
            _kinds.Add(kind, id);
        }

        _lastKind = (kind, id);
        return id;
    }

    private int Describe(EventKind kind)
    {
        string description = Encoding.Latin1.GetString(kind.Description.Span);
        if (!_descriptions.TryGetValue(description, out int id))
        {
            id = _descriptions.Count + 1;
            _descriptions.Add(description, id);
            _record.Clear();
            _record.Int32(id).Bytes(kind.Description.Span);
            EventBlockWriter.WriteMetadata(_content, _record.Written);
            WriteObject("MetadataBlock");
        }

        return id;
    }

    private void WriteBlock()
    {
        if (_stacks.HasPending)
        {
            _stacks.WriteTo(_content);
            WriteObject("StackBlock");
        }

        if (_events.Length > 0)
        {
            _events.WriteTo(_content);
            WriteObject("EventBlock");
        }
    }

    // A thread that is named there has come so far: what no event tells is lost.
    private void WriteSequencePoint(long? lastThread)
    {
        _content.Int64(LastTicks).Int32(lastThread is null ? 0 : 1);
        if (lastThread is { } thread)
        {
            _content.Int64(thread).Int32(unchecked(_sequenceNumbers[thread] + TakeLost()));
        }

        WriteObject("SPBlock");
        _stacks.Forget();
    }

    private int TakeLost()
    {
        int lost = (int)Math.Min(_lostUntold, int.MaxValue / 2);
        _lostUntold -= lost;
        return lost;
    }

    private void WriteObject(string type)
    {
        Begin(type, ObjectVersion);
        _object.Int32(_content.Length);

        // The content begins at a multiple of 4 of the file.
        while (((_position + _object.Length) & 3) != 0)
        {
            _object.Byte(0);
        }

        _object.Bytes(_content.Written).Byte(EndObject);
        _content.Clear();
        Flush();
    }

    private void Begin(string type, int version)
    {
        _object.Byte(BeginObject).Byte(BeginObject).Byte(NullReference).Int32(version).Int32(version);
        Name(type);
        _object.Byte(EndObject);
    }

    private void Name(string name) => _object.Int32(name.Length).Bytes(Encoding.ASCII.GetBytes(name));

    private void Flush()
    {
        _output.Write(_object.Written);
        _position += _object.Length;
        _object.Clear();
    }
}
