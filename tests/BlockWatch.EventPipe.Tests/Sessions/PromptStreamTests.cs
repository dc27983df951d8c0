using System.Collections.Concurrent;
using System.Diagnostics;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Tests.Nettrace;
using Microsoft.Diagnostics.Tracing;

namespace BlockWatch.EventPipe.Tests.Sessions;

/// <summary>What the library makes of a stream that comes through PromptStream.</summary>
public sealed class PromptStreamTests
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
            List<ReadEvent> expected = ReadEvent.AllOf(new MemoryStream(bytes));
            Assert.NotEmpty(expected);

            using var stream = new PromptStream(ScriptedStream.InChunks(bytes, random, largest: random.Next(1, 200)));
            Assert.Equal(expected, ReadEvent.AllOf(stream));
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
        using var live = new LiveReading(prompt: true);
        int start = 0;
        foreach (int end in flushEnds)
        {
            long inserted = live.InsertedCount;
            live.Connection.Give(bytes.AsSpan(start, end - start));
            Eventually.True(() => live.InsertedCount > inserted, "a sequence point after the flush");
            start = end;
        }

        live.Connection.Give(bytes.AsSpan(start));
        live.Connection.End();
        Assert.Equal(expected, await live.EndAsync());
        Assert.True(live.InsertedCount >= flushEnds.Count);
    }

    [Fact]
    public async Task A_pause_in_the_middle_of_an_object_inserts_nothing()
    {
        var writer = new NettraceWriter();
        int id = writer.Define(SampleTrace.Provider, 7, "Thing");
        int blockStart = writer.Length;
        writer.Events(new NettraceEvent(id, 10, 1, SampleTrace.Payload(40)));
        int blockEnd = writer.Length;
        byte[] bytes = writer.End().ToArray();
        List<ReadEvent> expected = ReadEvent.AllOf(new MemoryStream(bytes));

        using var live = new LiveReading(prompt: true);
        live.Connection.Give(bytes.AsSpan(0, blockStart));
        for (int at = blockStart; at < blockEnd; at++)
        {
            Eventually.True(() => live.Connection.IsStarved, "the reader waits for the rest");
            Assert.Equal(0, live.InsertedCount);
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
        using var live = new LiveReading(prompt: true);
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
        using var live = new LiveReading(prompt: true);
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
    public async Task Without_it_such_an_event_is_held_back()
    {
        byte[] bytes = OneUnprovenEvent();
        using var live = new LiveReading(prompt: false);
        live.Connection.Give(bytes);

        Eventually.True(() => live.Connection.IsStarved, "the reader has read everything");
        Assert.Equal(0, live.Count);

        live.Connection.Give([1]);
        live.Connection.End();
        Assert.Single(await live.EndAsync());
    }

    [Fact]
    public async Task One_pause_inserts_one_sequence_point_however_long_it_is()
    {
        using var live = new LiveReading(prompt: true);
        live.Connection.Give(OneUnprovenEvent());
        Eventually.True(() => live.Count == 1 && live.Connection.IsStarved, "the reader waits in the pause");
        Assert.Equal(1, live.InsertedCount);
        live.Connection.End();
        await live.EndAsync();
        Assert.Equal(1, live.InsertedCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Blocks_after_an_inserted_sequence_point_begin_at_a_multiple_of_four(int residue)
    {
        var writer = new NettraceWriter();
        int id = writer.Define(SampleTrace.Provider, 7, "Thing");

        // The residue at which the first block ends decides how much padding the sequence point and the next block need.
        byte[] payload = Enumerable.Range(0, 64).Select(size => new byte[size])
            .First(p => Ending(p) % 4 == residue);
        writer.Events(new NettraceEvent(id, 10, 1, payload));
        int pause = writer.Length;
        Assert.Equal(residue, pause % 4);
        writer.Events(new NettraceEvent(id, 20, 1, [1, 2, 3]), new NettraceEvent(id, 21, 1, [4, 5, 6, 7]));
        writer.SequencePoint(30);
        writer.Events(new NettraceEvent(id, 40, 2, [8]));
        byte[] bytes = writer.End().ToArray();
        List<ReadEvent> expected = ReadEvent.AllOf(new MemoryStream(bytes));

        using var live = new LiveReading(prompt: true);
        live.Connection.Give(bytes.AsSpan(0, pause));
        Eventually.True(() => live.InsertedCount == 1, "the sequence point");
        live.Connection.Give(bytes.AsSpan(pause));
        live.Connection.End();
        Assert.Equal(expected, await live.EndAsync());

        int Ending(byte[] p)
        {
            var trial = new NettraceWriter();
            return trial.Events(new NettraceEvent(trial.Define(SampleTrace.Provider, 7, "Thing"), 10, 1, p)).Length;
        }
    }

    [Fact]
    public async Task A_loss_across_an_inserted_sequence_point_is_still_counted()
    {
        var writer = new NettraceWriter();
        int id = writer.Define(SampleTrace.Provider, 7, "Thing");
        writer.Events(new NettraceEvent(id, 10, 1, [1]));
        int pause = writer.Length;
        writer.Events(new NettraceEvent(id, 20, 1, [2]) { LostBefore = 5 });
        byte[] bytes = writer.End().ToArray();

        using var live = new LiveReading(prompt: true);
        live.Connection.Give(bytes.AsSpan(0, pause));
        Eventually.True(() => live.InsertedCount == 1, "the sequence point");
        live.Connection.Give(bytes.AsSpan(pause));
        live.Connection.End();
        Assert.Equal(2, (await live.EndAsync()).Count);
        Assert.Equal(5, live.EventsLost);
    }

    [Fact]
    public async Task Events_that_came_before_the_target_was_killed_are_not_lost()
    {
        using var live = new LiveReading(prompt: true);
        live.Connection.Give(OneUnprovenEvent());
        live.Connection.End();
        Assert.Single(await live.EndAsync());
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
        private readonly PromptStream? _prompt;
        private readonly EventPipeEventSource _source;
        private readonly List<ReadEvent> _events = [];
        private readonly Task _reading;
        private int _count;

        public LiveReading(bool prompt)
        {
            _prompt = prompt ? new PromptStream(Connection) { CaughtUp = arrived => CaughtUp.Enqueue((Count, arrived)) } : null;
            _source = new EventPipeEventSource(_prompt ?? (Stream)Connection);
            _source.AllEvents += data =>
            {
                _events.Add(ReadEvent.Of(data));
                Interlocked.Increment(ref _count);
            };
            _reading = Task.Factory.StartNew(() => _source.Process(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        public ScriptedStream Connection { get; } = new();

        /// <summary>How many events were out at each call, and the time it was told.</summary>
        public ConcurrentQueue<(int Events, long Arrived)> CaughtUp { get; } = [];

        public int Count => Volatile.Read(ref _count);

        public long InsertedCount => _prompt?.InsertedCount ?? 0;

        public int EventsLost => _source.EventsLost;

        public async Task<List<ReadEvent>> EndAsync()
        {
            try
            {
                await _reading.WithinLimit();
            }
            catch (FormatException) when (!_reading.IsCompletedSuccessfully)
            {
                // The library's word for a stream without an end tag.
            }

            return _events;
        }

        public void Dispose() => _source.Dispose();
    }
}
