using System.Collections.Concurrent;
using System.Diagnostics;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Tests.Nettrace;

namespace BlockWatch.EventPipe.Tests.Reading;

/// <summary>Streams that come in pieces, with pauses: what is handed out, when, and in which order.</summary>
public sealed class LiveReadingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Events_come_through_unchanged_however_the_stream_is_cut(bool compressHeaders)
    {
        var random = new Random(20260301);
        for (int round = 0; round < 60; round++)
        {
            (byte[] bytes, _) = SampleTrace.Write(random, compressHeaders, flushes: 6);
            (List<ReadEvent> expected, _) = ReadEvent.AllByLibrary(new MemoryStream(bytes));
            Assert.NotEmpty(expected);

            List<ReadEvent> whole = ReadEvent.AllOf(new MemoryStream(bytes));
            Assert.Equal(ReadEvent.InOneOrder(expected), ReadEvent.InOneOrder(whole));
            Assert.Equal(whole.Select(e => e.Time).Order(), whole.Select(e => e.Time));
            Assert.Equal(whole, ReadEvent.AllOf(ScriptedStream.InChunks(bytes, random, largest: random.Next(1, 200))));
        }
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 3)]
    public async Task Events_come_through_unchanged_and_in_order_with_a_pause_after_each_flush(bool compressHeaders, int seed)
    {
        (byte[] bytes, List<int> flushEnds) = SampleTrace.Write(new Random(seed), compressHeaders, flushes: 12);
        List<ReadEvent> expected = ReadEvent.AllOf(new MemoryStream(bytes));
        using var live = new LiveReading();
        int start = 0;
        foreach (int end in flushEnds)
        {
            int caughtUp = live.CaughtUp.Count;
            live.Connection.Give(bytes.AsSpan(start, end - start));
            Eventually.True(() => live.CaughtUp.Count > caughtUp, "being caught up after the flush");
            start = end;
        }

        live.Connection.Give(bytes.AsSpan(start));
        live.Connection.End();
        Assert.Equal(expected, await live.EndAsync());
        Assert.True(live.CaughtUp.Count >= flushEnds.Count);
    }

    [Fact]
    public async Task A_pause_in_the_middle_of_an_object_proves_nothing()
    {
        var writer = new NettraceWriter();
        int id = writer.Define(SampleTrace.Provider, 7, "Thing");
        int blockStart = writer.Length;
        writer.Events(new NettraceEvent(id, 10, 1, SampleTrace.Payload(40)));
        int blockEnd = writer.Length;
        byte[] bytes = writer.End().ToArray();
        List<ReadEvent> expected = ReadEvent.AllOf(new MemoryStream(bytes));

        using var live = new LiveReading();
        live.Connection.Give(bytes.AsSpan(0, blockStart));
        for (int at = blockStart; at < blockEnd; at++)
        {
            Eventually.True(() => live.Connection.IsStarved, "the reader waits for the rest");
            Assert.Empty(live.CaughtUp);
            live.Connection.Give(bytes.AsSpan(at, 1));
        }

        live.Connection.Give(bytes.AsSpan(blockEnd));
        live.Connection.End();
        Assert.Equal(expected, await live.EndAsync());
    }

    [Fact]
    public async Task An_event_after_which_nothing_arrives_is_handed_out_at_once()
    {
        byte[] bytes = OneUnprovenEvent();
        using var live = new LiveReading();
        live.Connection.Give(bytes);

        Eventually.True(() => live.Count == 1, "the event while the stream is silent");

        live.Connection.End();
        Assert.Single(await live.EndAsync());
    }

    [Fact]
    public async Task Being_caught_up_is_told_once_a_flush_when_its_events_are_out()
    {
        byte[] bytes = OneUnprovenEvent();
        long before = Stopwatch.GetTimestamp();
        using var live = new LiveReading();
        Assert.Empty(live.CaughtUp);
        live.Connection.Give(bytes);

        Eventually.True(() => !live.CaughtUp.IsEmpty, "being caught up");
        Eventually.True(() => live.Connection.IsStarved, "the reader has read everything");

        (int events, long arrived) = Assert.Single(live.CaughtUp);
        Assert.Equal(1, events);
        Assert.InRange(arrived, before, Stopwatch.GetTimestamp());
        live.Connection.End();
        await live.EndAsync();
    }

    [Fact]
    public void In_a_file_such_an_event_waits_for_its_proof()
    {
        var writer = new NettraceWriter();
        int id = writer.Define(SampleTrace.Provider, 7, "Thing");
        writer.Events(new NettraceEvent(id, 30, 1, [1, 2])).Events(new NettraceEvent(id, 20, 2, [3, 4]));
        Assert.Equal([20L, 30L], ReadEvent.AllOf(new MemoryStream(writer.End().ToArray())).Select(e => e.Time));
    }

    [Fact]
    public async Task One_pause_is_one_flush_however_long_it_is()
    {
        using var live = new LiveReading();
        live.Connection.Give(OneUnprovenEvent());
        Eventually.True(() => !live.CaughtUp.IsEmpty && live.Connection.IsStarved, "the reader waits in the pause");
        Assert.Equal(1, live.Count);
        live.Connection.End();
        await live.EndAsync();
        Assert.Single(live.CaughtUp);
    }

    [Fact]
    public async Task Silence_is_told_again_and_again_unless_nobody_wants_to_hear_of_it()
    {
        int told = 0;
        int toldInVain = 0;
        using var listening = new LiveReading(_ => Interlocked.Increment(ref told) > 0);
        using var deaf = new LiveReading(_ => Interlocked.Increment(ref toldInVain) < 0);
        byte[] bytes = OneUnprovenEvent();
        deaf.Connection.Give(bytes);
        Eventually.True(() => Volatile.Read(ref toldInVain) == 1, "silence");
        listening.Connection.Give(bytes);
        Eventually.True(() => Volatile.Read(ref told) > 10, "more silence");

        Assert.Equal(1, Volatile.Read(ref toldInVain));
        foreach (LiveReading live in (LiveReading[])[listening, deaf])
        {
            live.Connection.End();
            await live.EndAsync();
        }
    }

    [Fact]
    public async Task A_stack_stays_known_across_a_pause()
    {
        var writer = new NettraceWriter();
        int id = writer.Define(SampleTrace.Provider, 7, "Thing");
        writer.Stacks(1, [0x10, 0x20], [0x30]).Events(new NettraceEvent(id, 10, 1, [1]) { StackId = 1 });
        int pause = writer.Length;
        writer.Events(new NettraceEvent(id, 20, 1, [2]) { StackId = 2 }).SequencePoint(25).Events(new NettraceEvent(id, 30, 1, [3]) { StackId = 1 });
        byte[] bytes = writer.End().ToArray();

        using var live = new LiveReading();
        live.Connection.Give(bytes.AsSpan(0, pause));
        Eventually.True(() => !live.CaughtUp.IsEmpty, "being caught up");
        live.Connection.Give(bytes.AsSpan(pause));
        live.Connection.End();
        await live.EndAsync();
        Assert.Equal(["10,20", "30", ""], live.Stacks);
    }

    [Fact]
    public async Task A_loss_across_a_pause_is_still_counted()
    {
        var writer = new NettraceWriter();
        int id = writer.Define(SampleTrace.Provider, 7, "Thing");
        writer.Events(new NettraceEvent(id, 10, 1, [1]));
        int pause = writer.Length;
        writer.Events(new NettraceEvent(id, 20, 1, [2]) { LostBefore = 5 });
        byte[] bytes = writer.End().ToArray();

        using var live = new LiveReading();
        live.Connection.Give(bytes.AsSpan(0, pause));
        Eventually.True(() => !live.CaughtUp.IsEmpty, "being caught up");
        live.Connection.Give(bytes.AsSpan(pause));
        live.Connection.End();
        Assert.Equal(2, (await live.EndAsync()).Count);
        Assert.Equal(5, live.EventsLost);
    }

    [Fact]
    public async Task Events_that_came_before_the_target_was_killed_are_not_lost()
    {
        using var live = new LiveReading();
        live.Connection.Give(OneUnprovenEvent());
        live.Connection.End();
        Assert.Single(await live.EndAsync());
    }

    // A full block is followed by another: the silence after it is a longer one.
    [Fact]
    public async Task A_full_block_is_handed_out_as_well_when_nothing_follows()
    {
        var writer = new NettraceWriter();
        int id = writer.Define(SampleTrace.Provider, 7, "Thing");
        writer.Events([.. Enumerable.Range(0, 10).Select(i => new NettraceEvent(id, 10 + i, 1, new byte[10_000]))]);
        using var live = new LiveReading();
        live.Connection.Give(writer.ToArray());

        Eventually.True(() => !live.CaughtUp.IsEmpty, "being caught up");

        Assert.Equal(10, live.Count);
        live.Connection.End();
        await live.EndAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(int.MaxValue)]
    public async Task A_failing_connection_surfaces_as_what_it_is(int after)
    {
        byte[] bytes = OneUnprovenEvent();
        using var live = new LiveReading();
        live.Connection.Give(bytes.AsSpan(0, Math.Min(after, bytes.Length)));
        Eventually.True(() => live.Connection.IsStarved, "the reader waits");

        live.Connection.Fail(new IOException("reset"));

        IOException failure = await Assert.ThrowsAsync<IOException>(() => live.Reading.WithinLimit());
        Assert.Equal("reset", failure.Message);
        Assert.Equal(after == int.MaxValue ? 1 : 0, live.Count);
    }

    private static byte[] OneUnprovenEvent()
    {
        var writer = new NettraceWriter();
        int id = writer.Define(SampleTrace.Provider, 7, "Thing");
        return writer.Events(new NettraceEvent(id, 10, 1, [1, 2])).ToArray();
    }

    /// <summary>A reader on a thread of its own, at the end of a connection that the test feeds.</summary>
    private sealed class LiveReading : IDisposable
    {
        private readonly EventDispatch _dispatch = new();
        private readonly List<ReadEvent> _events = [];
        private int _count;

        public LiveReading(Func<long, bool>? quiet = null)
        {
            _dispatch.OnAll((in NetTraceEvent data) =>
            {
                _events.Add(ReadEvent.Of(data));
                Stacks.Add(string.Join(',', data.Stack.ToArray().Select(address => $"{address:x}")));
                Interlocked.Increment(ref _count);
            });
            Reading = Task.Factory.StartNew(
                () => NetTraceReader.ReadLive(Connection, _dispatch, arrived => CaughtUp.Enqueue((Count, arrived)), quiet),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }

        public ScriptedStream Connection { get; } = new();

        public Task Reading { get; }

        /// <summary>How many events were out at each call, and the time it was told.</summary>
        public ConcurrentQueue<(int Events, long Arrived)> CaughtUp { get; } = [];

        public List<string> Stacks { get; } = [];

        public int Count => Volatile.Read(ref _count);

        public long EventsLost => _dispatch.Losses.Count;

        public async Task<List<ReadEvent>> EndAsync()
        {
            try
            {
                await Reading.WithinLimit();
            }
            catch (NetTraceException)
            {
                // A stream without an end tag.
            }

            return _events;
        }

        public void Dispose() => Connection.Dispose();
    }
}
