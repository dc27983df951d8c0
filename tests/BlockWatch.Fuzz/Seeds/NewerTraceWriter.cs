using System.Text;
using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.Fuzz.Seeds;

/// <summary>Writes a trace of format 6 (NetTraceFormat.md of microsoft/perfview), which blockwatch itself never writes.</summary>
internal static class NewerTraceWriter
{
    private const int TraceBlock = 1;
    private const int EventBlock = 2;
    private const int MetadataBlock = 3;
    private const int StackBlock = 5;
    private const int ThreadBlock = 6;
    private const byte OSThreadId = 3;
    private const byte VersionField = 9;

    /// <param name="header">The content of a Trace object of format 4: the clock and the pointer's size are taken from it.</param>
    /// <param name="events">In order of time.</param>
    public static byte[] Write(ReadOnlySpan<byte> header, IReadOnlyList<SeedEvent> events)
    {
        List<EventKind> kinds = [.. events.Select(static e => e.Kind).Distinct()];
        List<long> threads = [.. events.Select(static e => e.ThreadId).Distinct()];
        var trace = new ByteWriter();
        trace.Bytes("Nettrace"u8).Int32(0).Int32(6).Int32(0);
        Block(trace, TraceBlock, new ByteWriter().Bytes(header[..36]).Int32(0));
        Block(trace, ThreadBlock, Threads(threads));
        Block(trace, MetadataBlock, Metadata(kinds));
        var stacks = new ByteWriter().Int32(1).Int32(events.Count);
        var written = new EventBlockWriter();
        for (int i = 0; i < events.Count; i++)
        {
            SeedEvent e = events[i];
            stacks.Int32(e.Stack.Length * sizeof(ulong));
            Array.ForEach(e.Stack, address => stacks.Int64(unchecked((long)address)));
            var eventHeader = new EventHeader
            {
                MetadataId = kinds.IndexOf(e.Kind) + 1,
                SequenceNumber = i + 1,
                ThreadId = threads.IndexOf(e.ThreadId) + 1,
                StackId = e.Stack.Length == 0 ? 0 : i + 1,
                Ticks = e.Ticks,
            };
            written.Add(eventHeader, e.Payload);
        }

        Block(trace, StackBlock, stacks);
        var content = new ByteWriter();
        if (events.Count > 0)
        {
            written.WriteTo(content);
            Block(trace, EventBlock, content);
        }

        return trace.Int32(0).Written.ToArray();
    }

    private static ByteWriter Threads(List<long> threads)
    {
        var content = new ByteWriter();
        for (int i = 0; i < threads.Count; i++)
        {
            Record(content, new ByteWriter().VarUInt((uint)i + 1).Byte(OSThreadId).VarUInt(unchecked((ulong)threads[i])));
        }

        return content;
    }

    private static ByteWriter Metadata(List<EventKind> kinds)
    {
        var content = new ByteWriter().UInt16(0);
        for (int i = 0; i < kinds.Count; i++)
        {
            var record = new ByteWriter().VarUInt((uint)i + 1);
            Text(record, kinds[i].Provider);
            record.VarUInt(unchecked((uint)kinds[i].EventId));
            Text(record, kinds[i].Name);
            record.UInt16(0).UInt16(2).Byte(VersionField).Byte((byte)kinds[i].Version);
            Record(content, record);
        }

        return content;
    }

    private static void Text(ByteWriter record, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        record.VarUInt((uint)utf8.Length).Bytes(utf8);
    }

    private static void Record(ByteWriter content, ByteWriter record) => content.UInt16(record.Length).Bytes(record.Written);

    private static void Block(ByteWriter trace, int kind, ByteWriter content) => trace.Int32((kind << 24) | content.Length).Bytes(content.Written);
}
