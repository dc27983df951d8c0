using System.Text;

namespace BlockWatch.EventPipe.Tests.Nettrace;

/// <summary>Writes a trace of format 4, byte by byte, as the runtime does (NetTraceFormat_v5.md of microsoft/perfview).</summary>
#pragma warning disable CA1001 // Streams in memory hold nothing.
internal sealed class NettraceWriter
#pragma warning restore CA1001
{
    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;
    private readonly Dictionary<long, int> _sequenceNumbers = [];
    private readonly bool _compressHeaders;
    private int _lastMetadataId;

    public NettraceWriter(bool compressHeaders = true, int processId = 4242, long ticksPerSecond = 1_000_000_000)
    {
        _writer = new BinaryWriter(_bytes);
        _compressHeaders = compressHeaders;
        _writer.Write("Nettrace"u8);
        WriteName("!FastSerialization.1");
        BeginObject("Trace", 4);
        foreach (short part in new short[] { 2026, 3, 1, 2, 10, 20, 30, 40 })
        {
            _writer.Write(part);
        }

        _writer.Write(0L); // the tick of that instant
        _writer.Write(ticksPerSecond);
        _writer.Write(8); // pointer size
        _writer.Write(processId);
        _writer.Write(2); // processors
        _writer.Write(0); // sampling rate
        EndObject();
    }

    /// <summary>The instant of tick 0, as the header says it.</summary>
    public static DateTime SyncTime { get; } = new(2026, 3, 2, 10, 20, 30, 40, DateTimeKind.Utc);

    /// <summary>Where each object ends so far.</summary>
    public List<int> Ends { get; } = [];

    public int Length => (int)_bytes.Length;

    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>Writes the description of one kind of event.</summary>
    /// <param name="provider">Its provider.</param>
    /// <param name="eventId">Its number there.</param>
    /// <param name="name">Its name; the runtime's own events have none.</param>
    /// <param name="version">Its version.</param>
    /// <param name="fields">Its payload's description; null for the runtime's own events, which have none.</param>
    /// <returns>The id to write events with.</returns>
    public int Define(string provider, int eventId, string name = "", int version = 0, byte[]? fields = null)
    {
        int id = ++_lastMetadataId;
        byte[] payload = new PayloadBuilder().Int32(id).Text(provider).Int32(eventId).Text(name).Int64(0).Int32(version).Int32(4)
            .Bytes(fields ?? [0, 0, 0, 0]).ToArray();
        WriteBlock("MetadataBlock", block => WriteBlobs(block, [new NettraceEvent(0, 0, 0, payload)]));
        return id;
    }

    public NettraceWriter Events(params NettraceEvent[] events)
    {
        WriteBlock("EventBlock", block => WriteBlobs(block, events));
        return this;
    }

    /// <summary>Stacks of these addresses, leaf first, with ids from <paramref name="firstId"/> on.</summary>
    public NettraceWriter Stacks(int firstId, params ulong[][] stacks)
    {
        WriteBlock("StackBlock", block =>
        {
            block.Write(firstId);
            block.Write(stacks.Length);
            foreach (ulong[] stack in stacks)
            {
                block.Write(stack.Length * sizeof(ulong));
                Array.ForEach(stack, block.Write);
            }
        });
        return this;
    }

    public NettraceWriter SequencePoint(long time, params (long ThreadId, int SequenceNumber)[] threads)
    {
        WriteBlock("SPBlock", block =>
        {
            block.Write(time);
            block.Write(threads.Length);
            foreach ((long threadId, int sequenceNumber) in threads)
            {
                block.Write(threadId);
                block.Write(sequenceNumber);
            }
        });
        return this;
    }

    /// <summary>The tag that ends a stream in order.</summary>
    public NettraceWriter End()
    {
        _writer.Write((byte)1);
        return this;
    }

    private void BeginObject(string name, int version)
    {
        _writer.Write([5, 5, 1]);
        _writer.Write(version);
        _writer.Write(version);
        WriteName(name);
        _writer.Write((byte)6);
    }

    private void EndObject()
    {
        _writer.Write((byte)6);
        Ends.Add(Length);
    }

    private void WriteName(string name)
    {
        _writer.Write(name.Length);
        _writer.Write(Encoding.UTF8.GetBytes(name));
    }

    private void WriteBlock(string name, Action<BinaryWriter> write)
    {
        using var content = new MemoryStream();
        using var block = new BinaryWriter(content);
        write(block);
        BeginObject(name, 2);
        _writer.Write((int)content.Length);
        while (_bytes.Length % 4 != 0)
        {
            _writer.Write((byte)0);
        }

        _writer.Write(content.ToArray());
        EndObject();
    }

    private void WriteBlobs(BinaryWriter block, NettraceEvent[] events)
    {
        block.Write((short)20);
        block.Write((short)(_compressHeaders ? 1 : 0));
        block.Write(events.Length == 0 ? 0 : events.Min(e => e.Time));
        block.Write(events.Length == 0 ? 0 : events.Max(e => e.Time));
        var headers = new CompressedHeaders();
        foreach (NettraceEvent written in events)
        {
            int number = written.MetadataId == 0 ? 0 : _sequenceNumbers.GetValueOrDefault(written.ThreadId) + 1 + written.LostBefore;
            _sequenceNumbers[written.ThreadId] = number;
            if (_compressHeaders)
            {
                headers.Write(block, written, number);
            }
            else
            {
                WriteHeader(block, written, number);
            }

            block.Write(written.Payload);
        }
    }

    private static void WriteHeader(BinaryWriter block, NettraceEvent written, int sequenceNumber)
    {
        const int HeaderSize = 80;
        Assert.True(written.Payload.Length % 4 == 0 || written.MetadataId == 0, "Uncompressed events end at multiples of 4.");
        block.Write(HeaderSize - sizeof(int) + written.Payload.Length);
        block.Write(written.MetadataId | (written.IsSorted ? 0 : int.MinValue));
        block.Write(sequenceNumber);
        block.Write(written.ThreadId);
        block.Write(written.ThreadId); // the thread that captured it
        block.Write(0); // processor
        block.Write(written.StackId);
        block.Write(written.Time);
        block.Write(new byte[32]); // activity and related activity
        block.Write(written.Payload.Length);
    }
}
