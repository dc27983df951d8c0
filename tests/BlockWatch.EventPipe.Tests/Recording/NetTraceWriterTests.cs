using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Replay;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Tests.Nettrace;
using BlockWatch.EventPipe.Tests.Reading;
using BlockWatch.TestKit;
using TraceLog = Microsoft.Diagnostics.Tracing.Etlx.TraceLog;

namespace BlockWatch.EventPipe.Tests.Recording;

/// <summary>What is written is what was read: to our reader, and to TraceEvent.</summary>
public sealed class NetTraceWriterTests
{
    public static TheoryData<string> Traces => ["five-faults-net8", "five-faults-net10"];

    [Theory]
    [MemberData(nameof(Traces))]
    public void All_events_are_the_same_to_our_reader_and_to_the_library(string name)
    {
        byte[] original = RecordedBytes.OfTrace(name);
        byte[] written = Rewritten.Of(original);

        List<ReadEvent> expected = ReadEvent.AllOf(new MemoryStream(original));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, ReadEvent.AllOf(new MemoryStream(written)));
        (List<ReadEvent> library, int lost) = ReadEvent.AllByLibrary(new MemoryStream(written));
        Assert.Equal(expected, library);
        Assert.Equal(0, lost);
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void All_stacks_are_the_same_to_our_reader_and_to_the_library(string name)
    {
        using var folder = new TemporaryFolder();
        string original = folder.Combine("original.nettrace");
        string written = folder.Combine("written.nettrace");
        File.WriteAllBytes(original, RecordedBytes.OfTrace(name));
        File.WriteAllBytes(written, Rewritten.Of(RecordedBytes.OfTrace(name)));

        List<string> expected = Stacks(source => Assert.True(TraceEvents.Read(original, source, withStacks: true, CancellationToken.None)));
        Assert.Contains(expected, stack => stack.Contains(',', StringComparison.Ordinal));
        Assert.Equal(expected, Stacks(source => Assert.True(TraceEvents.Read(written, source, withStacks: true, CancellationToken.None))));
        Assert.Equal(expected.Order(), Stacks(source => Assert.True(LibraryEvents.Read(written, source, withStacks: true, CancellationToken.None))).Order());
    }

    // PerfView and dotnet-trace read it so.
    [Fact]
    public void The_library_names_frames_of_it()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("t.nettrace");
        File.WriteAllBytes(path, Rewritten.Of(RecordedBytes.OfTrace("five-faults-net10")));
        using var log = new TraceLog(TraceLog.CreateFromEventPipeDataFile(path));
        Assert.Contains(log.CodeAddresses, address => address.FullMethodName.Contains("WaitHandle.WaitOne", StringComparison.Ordinal));
    }

    [Fact]
    public void Kinds_that_two_streams_describe_alike_are_described_once()
    {
        using var bytes = new MemoryStream();
        var writer = new NetTraceWriter(bytes, Rewritten.HeaderOf(new NettraceWriter().ToArray()));
        foreach (string provider in new[] { "A", "A", "B" })
        {
            writer.Write(EventKind.ToWrite(provider, 1, 0), 10, 1, [1, 2, 3], []);
        }

        writer.End();
        Assert.Equal(2, Occurrences(bytes.ToArray(), "MetadataBlock"u8));
        Assert.Equal(3, ReadEvent.AllOf(new MemoryStream(bytes.ToArray())).Count);
    }

    [Fact]
    public void Losses_are_kept_and_nothing_else_looks_like_one()
    {
        using var bytes = new MemoryStream();
        var writer = new NetTraceWriter(bytes, Rewritten.HeaderOf(new NettraceWriter().ToArray()));
        var kind = EventKind.ToWrite("A", 1, 0);
        writer.Write(kind, 10, 1, [1], [1, 2]);
        writer.Write(kind, 11, 1, [1], [1, 2], lostBefore: 2);
        writer.Write(kind, 12, 2, [1], [1, 2], lostBefore: 3); // a thread that was not seen before
        writer.Write(kind, 13, 1, [1], [1, 2]);
        writer.Write(kind, 14, 3, [1], [1, 2], lostBefore: 4); // and nothing comes after it
        writer.End();

        var losses = new EventLosses();
        var stacks = new List<int>();
        var source = new EventDispatch { Losses = losses };
        source.OnAll((in NetTraceEvent data) => stacks.Add(data.Stack.Length));
        new NetTraceReader(new TraceInput(new MemoryStream(bytes.ToArray()), isLive: false), source).Read();
        Assert.Equal((9, false), (losses.Count, losses.IsUncertain));
        Assert.Equal([2, 2, 2, 2, 2], stacks);
        Assert.Equal(9, ReadEvent.AllByLibrary(new MemoryStream(bytes.ToArray())).Lost);
    }

    [Fact]
    public void An_event_that_comes_late_does_not_break_the_order()
    {
        using var bytes = new MemoryStream();
        var writer = new NetTraceWriter(bytes, Rewritten.HeaderOf(new NettraceWriter().ToArray()));
        var kind = EventKind.ToWrite("A", 1, 0);
        writer.Write(kind, 20, 1, [1], []);
        writer.Write(kind, 10, 2, [2], []);
        writer.End();
        Assert.Equal([20L, 20L], ReadEvent.AllOf(new MemoryStream(bytes.ToArray())).Select(e => e.Time));
    }

    [Fact]
    public void Many_stacks_need_no_more_memory_than_until_the_next_sequence_point()
    {
        using var bytes = new MemoryStream();
        var writer = new NetTraceWriter(bytes, Rewritten.HeaderOf(new NettraceWriter().ToArray()));
        var kind = EventKind.ToWrite("A", 1, 0);
        var stack = new ulong[100];
        for (int i = 0; i < 30_000; i++)
        {
            stack[0] = (ulong)i;
            writer.Write(kind, i, 1, [1, 2, 3, 4, 5, 6, 7, 8], stack);
        }

        writer.End();
        Assert.InRange(Occurrences(bytes.ToArray(), "SPBlock"u8), 1, 10);
        var leaves = new List<ulong>();
        TraceReading.Read(bytes.ToArray(), source => source.OnAll((in NetTraceEvent data) => leaves.Add(data.Stack[0])));
        Assert.Equal(Enumerable.Range(0, 30_000).Select(i => (ulong)i), leaves);
    }

    private static List<string> Stacks(Action<EventDispatch> read)
    {
        var stacks = new List<string>();
        var source = new EventDispatch();
        source.On(RuntimeProviders.Sampler, Take);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.WaitStart, Take);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.ContentionStart, Take);
        read(source);
        return stacks;

        void Take(in NetTraceEvent data) => stacks.Add($"{data.Ticks} {data.ThreadId} {string.Join(',', data.Stack.ToArray())}");
    }

    private static int Occurrences(byte[] bytes, ReadOnlySpan<byte> text)
    {
        int count = 0;
        for (int at = 0; bytes.AsSpan(at).IndexOf(text) is >= 0 and int found; at += found + 1)
        {
            count++;
        }

        return count;
    }
}
