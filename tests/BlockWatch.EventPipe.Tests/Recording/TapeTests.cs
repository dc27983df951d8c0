using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Recording;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Tests.Nettrace;
using BlockWatch.EventPipe.Tests.Reading;
using Microsoft.Extensions.Time.Testing;

namespace BlockWatch.EventPipe.Tests.Recording;

/// <summary>What tapes keep, what they drop, and what can still be read of them.</summary>
public sealed class TapeTests
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void What_is_older_than_the_kept_time_is_dropped_and_the_rest_has_its_kinds_and_stacks()
    {
        TapeShelf shelf = Shelf();
        Tape tape = shelf.Open(this);
        var stream = new RecordedStream(tape);
        stream.Stacks(1, [10, 11], [20, 21]);
        stream.Event(time: 100, stack: 1);
        _time.Advance(TimeSpan.FromSeconds(59));
        stream.Event(time: 200, stack: 2);
        Assert.Equal([100L, 200L], Read(shelf).Select(e => e.Ticks));

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([(200L, "20 21")], Read(shelf));
        Assert.Null(shelf.SinceNewestCut());
    }

    [Fact]
    public void Stacks_stay_as_long_as_an_event_of_their_segment_does()
    {
        TapeShelf shelf = Shelf();
        var stream = new RecordedStream(shelf.Open(this));
        stream.Stacks(1, [10]);
        stream.Event(time: 100, stack: 1);
        stream.SequencePoint(150);
        stream.Stacks(1, [77]); // the same id, another stack
        _time.Advance(TimeSpan.FromSeconds(50));
        stream.Event(time: 200, stack: 1);
        Assert.Equal([(100L, "10"), (200L, "77")], Read(shelf));
        long before = shelf.Bytes;

        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal([(200L, "77")], Read(shelf));
        Assert.InRange(before - shelf.Bytes, 64 * 2, 64 * 4); // a block of events, and one of stacks

        // All events are old: the stacks of what may come are still there.
        _time.Advance(TimeSpan.FromSeconds(100));
        Assert.Empty(Read(shelf));
        stream.Event(time: 300, stack: 1);
        Assert.Equal([(300L, "77")], Read(shelf));
    }

    [Fact]
    public void The_oldest_of_all_tapes_goes_first_when_there_are_too_many_bytes()
    {
        TapeShelf shelf = Shelf(capacity: 100_000);
        Tape[] tapes = [shelf.Open(this), shelf.Open(this)];
        RecordedStream[] streams = [new(tapes[0]), new(tapes[1])];
        for (int i = 0; i < 500; i++)
        {
            streams[i % 2].Event(time: 1_000 + i, stack: 0, payload: 500);
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(shelf.Bytes, 90_000, 100_000);
        List<(long Ticks, string Stack)> left = Read(shelf);
        Assert.InRange(left.Count, 100, 200);
        Assert.Equal(Enumerable.Range(1_500 - left.Count, left.Count).Select(i => (long)i), left.Select(e => e.Ticks));

        // The newest that was dropped had come just before the oldest that is left.
        Assert.Equal((left.Count + 1) * 10, shelf.SinceNewestCut()!.Value.TotalMilliseconds, tolerance: 15);
    }

    [Fact]
    public void A_tape_whose_session_is_over_is_forgotten_with_its_last_event()
    {
        TapeShelf shelf = Shelf();
        using (Tape burst = shelf.Open(this))
        {
            new RecordedStream(burst).Event(time: 100, stack: 0);
        }

        using (shelf.Open(this))
        {
            // A burst that showed nothing.
        }

        Assert.Equal(1, shelf.Count);
        Assert.Single(Read(shelf));
        _time.Advance(Kept + TimeSpan.FromSeconds(1));
        Assert.Empty(Read(shelf));
        Assert.Equal((0, 0L), (shelf.Count, shelf.Bytes));
    }

    [Fact]
    public void Dropped_blocks_are_no_losses_and_losses_are()
    {
        TapeShelf shelf = Shelf();
        var stream = new RecordedStream(shelf.Open(this));
        stream.Event(time: 100, stack: 0);
        stream.SequencePoint(110, (1, 1));
        stream.Event(time: 120, stack: 0);
        _time.Advance(TimeSpan.FromSeconds(50));
        stream.Event(time: 200, stack: 0);
        stream.Event(time: 210, stack: 0, lostBefore: 3);
        _time.Advance(TimeSpan.FromSeconds(20));

        byte[] written = Write(shelf);
        Assert.Equal([200L, 210L], ReadEvent.AllOf(new MemoryStream(written)).Select(e => e.Time));
        Assert.Equal(3, ReadEvent.AllByLibrary(new MemoryStream(written)).Lost);
    }

    [Fact]
    public void What_another_tape_has_is_left_out()
    {
        TapeShelf shelf = Shelf();
        new RecordedStream(shelf.Open(this, afterTicks: 150)).Event(time: 100, stack: 0).Event(time: 200, stack: 0);
        new RecordedStream(shelf.Open(this, withCounters: false), RuntimeProviders.Counters).Event(time: 300, stack: 0);
        new RecordedStream(shelf.Open(new object())).Event(time: 400, stack: 0); // another target's
        Assert.Equal([200L], Read(shelf).Select(e => e.Ticks));
    }

    [Fact]
    public void Marks_of_windows_come_before_what_is_later()
    {
        TapeShelf shelf = Shelf();
        new RecordedStream(shelf.Open(this)).Event(time: 100, stack: 0).Event(time: 200, stack: 0);
        byte[] written = Write(shelf, new WindowMark(50, RuntimeEventKind.WorkItemsPaused), new WindowMark(100, RuntimeEventKind.WorkItemsResumed), new WindowMark(150, RuntimeEventKind.WaitsPaused));
        var kinds = new List<string>();
        TraceReading.Read(written, source => source.OnAll((in NetTraceEvent data) => kinds.Add($"{data.Ticks} {data.Kind.Provider} {data.Kind.EventId}")));
        Assert.Equal(["100 BlockWatch 1", "100 Sample-Provider 7", "100 BlockWatch 2", "150 BlockWatch 5", "200 Sample-Provider 7"], kinds);
    }

    [Fact]
    public void Marks_are_forgotten_but_for_the_state_at_the_beginning()
    {
        var marks = new WindowMarks();
        for (int i = 0; i < 10; i++)
        {
            marks.Add(new WindowMark(i * 10, i % 2 == 0 ? RuntimeEventKind.WorkItemsPaused : RuntimeEventKind.WorkItemsResumed), forgetBefore: (i * 10) - 25);
        }

        marks.Add(new WindowMark(5, RuntimeEventKind.RequestsPaused), forgetBefore: 65); // still so
        Assert.Equal([5L, 60L, 70L, 80L, 90L], marks.All().Select(mark => mark.Ticks));
    }

    [Theory]
    [InlineData("five-faults-net8")]
    [InlineData("five-faults-net10")]
    public void A_stream_that_is_on_tape_whole_is_written_whole(string name)
    {
        byte[] original = RecordedBytes.OfTrace(name);
        TapeShelf shelf = Shelf();
        Tape tape = shelf.Open(this);
        using var bytes = new MemoryStream(original);
        new NetTraceReader(new TraceInput(bytes, isLive: false), new EventDispatch()) { Sink = tape }.Read();

        Guid session = Microsoft.Diagnostics.Tracing.Session.TraceEventProviders.GetEventSourceGuidFromName("Microsoft-DotNETCore-EventPipe");
        List<ReadEvent> expected = [.. ReadEvent.AllOf(new MemoryStream(original)).Where(e => e.Provider != session)];
        Assert.Equal(ReadEvent.InOneOrder(expected), ReadEvent.InOneOrder(ReadEvent.AllOf(new MemoryStream(Write(shelf)))));
    }

    private TapeShelf Shelf(long capacity = 1 << 30) => new(Kept, capacity, _time);

    private byte[] Write(TapeShelf shelf, params WindowMark[] marks)
    {
        IReadOnlyList<TapeCopy> tapes = shelf.Copy(this);
        using var bytes = new MemoryStream();
        var writer = new NetTraceWriter(bytes, tapes.Count == 0 ? Rewritten.HeaderOf(new NettraceWriter().ToArray()) : tapes[^1].Header);
        TapeMerge.Write(tapes, marks, writer);
        writer.End();
        return bytes.ToArray();
    }

    private List<(long Ticks, string Stack)> Read(TapeShelf shelf)
    {
        var events = new List<(long, string)>();
        TraceReading.Read(Write(shelf), source => source.OnAll((in NetTraceEvent data) => events.Add((data.Ticks, string.Join(' ', data.Stack.ToArray())))));
        return events;
    }
}
