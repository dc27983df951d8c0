using System.Text;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Replay;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Tests.Nettrace;
using BlockWatch.TestKit;

namespace BlockWatch.EventPipe.Tests.Replay;

/// <summary>A trace of format 6 (NetTraceFormat.md of microsoft/perfview), which the library reads for us.</summary>
public sealed class NewerFormatTests
{
    private const int TraceBlock = 1;
    private const int EventBlock = 2;
    private const int MetadataBlock = 3;
    private const int ThreadBlock = 6;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Its_events_come_to_the_same_handlers(bool withStacks)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("t.nettrace");
        File.WriteAllBytes(path, Written());
        var events = new List<(string Provider, int Id, long Ticks, long Thread, int Payload)>();
        var dispatch = new EventDispatch();
        dispatch.On(RuntimeProviders.Framework, RuntimeProviders.ThreadPoolDequeueWork, (in NetTraceEvent data) =>
            events.Add((data.Kind.Provider, data.Kind.EventId, data.Ticks, data.ThreadId, data.Payload.Length)));

        Assert.True(TraceEvents.Read(path, dispatch, withStacks, CancellationToken.None));

        Assert.Equal([(RuntimeProviders.Framework, 31, 1_000_000, 77, 8), (RuntimeProviders.Framework, 31, 2_000_000, 78, 8)], events);
    }

    private static byte[] Written()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write("Nettrace"u8);
        Array.ForEach([0, 6, 0], writer.Write);
        Block(writer, TraceBlock, block =>
        {
            Array.ForEach(new short[] { 2026, 3, 1, 2, 10, 20, 30, 40 }, block.Write);
            block.Write(1L); // the tick of that instant
            block.Write(1_000_000_000L);
            block.Write(8); // pointer size
            block.Write(0); // further facts
        });
        Block(writer, ThreadBlock, block =>
        {
            foreach (byte thread in new byte[] { 1, 2 })
            {
                block.Write((short)3);
                block.Write([thread, 3, (byte)(76 + thread)]); // its index, and the system's id
            }
        });
        Block(writer, MetadataBlock, block =>
        {
            block.Write((short)0); // no header
            byte[] name = Encoding.UTF8.GetBytes(RuntimeProviders.Framework);
            byte[] record = [1, (byte)name.Length, .. name, RuntimeProviders.ThreadPoolDequeueWork, 0, 0, 0, 0, 0];
            block.Write((short)record.Length);
            block.Write(record);
        });
        Block(writer, EventBlock, block =>
        {
            block.Write((short)20);
            block.Write((short)1);
            block.Write(new byte[16]); // its times
            var headers = new CompressedHeaders();
            for (int thread = 1; thread <= 2; thread++)
            {
                var written = new NettraceEvent(1, thread * 1_000_000, thread, new byte[8]) { IsSorted = true };
                headers.Write(block, written, sequenceNumber: 1);
                block.Write(written.Payload);
            }
        });
        writer.Write(0); // the end
        return bytes.ToArray();
    }

    private static void Block(BinaryWriter writer, int kind, Action<BinaryWriter> write)
    {
        using var content = new MemoryStream();
        using var block = new BinaryWriter(content);
        write(block);
        writer.Write((kind << 24) | (int)content.Length);
        writer.Write(content.ToArray());
    }
}
