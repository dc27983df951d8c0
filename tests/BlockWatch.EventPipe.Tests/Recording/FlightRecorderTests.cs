using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Recording;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Tests.Nettrace;
using BlockWatch.EventPipe.Watching;
using BlockWatch.TestKit;
using BlockWatch.TestKit.Watching;
using Microsoft.Extensions.Time.Testing;

namespace BlockWatch.EventPipe.Tests.Recording;

/// <summary>A recorder from its triggers to what it hands out to be written.</summary>
public sealed class FlightRecorderTests : IRecordingSink
{
    private static readonly RecordingTrigger LongStall = new(RecordingTriggerKind.Stall, 2_000_000_000, "stall>2s");
    private static readonly RecordingTrigger LongQueue = new(RecordingTriggerKind.Queue, 100, "queue>100");
    private static readonly RecordingTrigger Request = new(RecordingTriggerKind.Request, 0, "signal");

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly TargetClock _clock = new();
    private readonly MethodMap _methods = new() { IsWhole = true };
    private readonly ModuleMap _modules = new();
    private readonly List<(FlightRecording Recording, IReadOnlyList<string> Limits, byte[] Trace)> _written = [];
    private readonly List<string> _told = [];
    private readonly RecordingOptions _options;
    private readonly FlightRecorder _recorder;
    private readonly RecordedStream _stream;

    public FlightRecorderTests()
    {
        _clock.Start(0, _time.GetUtcNow(), 1e9);
        _options = new RecordingOptions(TimeSpan.FromSeconds(10), [LongStall, LongQueue, Request], this, 1 << 20, _time);
        _recorder = new FlightRecorder(
            _options, new RecordedTarget(4711, "Orders", new Version(10, 0)), _clock, (_methods, _modules), _told.Add);
        _stream = new RecordedStream(_recorder.OpenSpans(long.MinValue));
    }

    public string Write(FlightRecording recording)
    {
        using var bytes = new MemoryStream();
        IReadOnlyList<string> limits = recording.WriteTrace(bytes);
        _written.Add((recording, limits, bytes.ToArray()));
        return $"wrote {recording.Cause}";
    }

    [Fact]
    public void A_trigger_is_written_with_what_comes_in_the_five_seconds_after_it()
    {
        _stream.Event(time: 1_000, stack: 0);
        _recorder.Observe(RuntimeEvent.PoolCounted(0, 4, queueLength: 101, completedItems: 0));
        _recorder.Look(0);
        Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(_written);
        _stream.Event(time: 2_000, stack: 0);
        Advance(TimeSpan.FromSeconds(1));

        (FlightRecording recording, IReadOnlyList<string> limits, byte[] trace) = Assert.Single(_written);
        Assert.Equal((4711, "Orders", "queue>100", 0), (recording.ProcessId, recording.TargetName, recording.Cause, recording.SkippedTriggers));
        Assert.Equal(Start, recording.At);
        Assert.Equal([1_000L, 2_000L], ReadEvent.AllOf(new MemoryStream(trace)).Select(e => e.Time).Take(2));
        Assert.StartsWith("A flight recording, caused by queue>100 at 2026-03-01 10:00:00 UTC", limits[0], StringComparison.Ordinal);
        Assert.Equal(["wrote queue>100"], _told);
    }

    [Fact]
    public void What_comes_too_soon_is_counted_and_told_with_the_next()
    {
        _stream.Event(time: 1_000, stack: 0);
        _recorder.OnStallClosed(Stall(1, endNs: 3_000_000_000));
        Advance(TimeSpan.FromSeconds(6));
        Assert.Single(_written);
        _recorder.OnStallClosed(Stall(2, endNs: 3_000_000_000));
        _options.Request.Raise();
        Advance(TimeSpan.FromSeconds(6));
        Assert.Single(_written);
        Assert.Equal("no recording though asked for: at least 100 s are between two", _told.Last());

        _recorder.Finish();
        Assert.Equal(["stall>2s", "the end of the watch"], _written.Select(w => w.Recording.Cause));
        Assert.Equal(2, _written[1].Recording.SkippedTriggers);
        Assert.Contains(_written[1].Limits, limit => limit.StartsWith("2 other triggers came since the recording before", StringComparison.Ordinal));
    }

    [Fact]
    public void After_the_pause_a_trigger_is_heard_again()
    {
        _recorder.OnStallClosed(Stall(1, endNs: 3_000_000_000));
        _stream.Event(time: 1_000, stack: 0);
        Advance(TimeSpan.FromSeconds(107));
        _stream.Event(time: 2_000, stack: 0);
        _options.Request.Raise();
        Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(["stall>2s", "signal"], _written.Select(w => w.Recording.Cause));
    }

    [Theory]
    [InlineData(2_500, 1)]
    [InlineData(1_500, 0)] // the oldest open span is younger: the stall is over, its end on the way
    public void A_stall_that_goes_on_is_a_trigger_while_a_span_of_that_age_is_open(long longestOpenMs, int written)
    {
        _stream.Event(time: 1_000, stack: 0);
        _clock.Observe(0);
        _recorder.OnStallExplained(Stall(1, endNs: null) with { StartNs = -3_000_000_000 });
        _recorder.Look(longestOpenMs * 1_000_000);
        _time.Advance(TimeSpan.FromSeconds(6));
        _recorder.Look(0);
        Assert.Equal(written, _written.Count);
    }

    [Fact]
    public void A_watch_that_ends_in_the_five_seconds_writes_once()
    {
        _stream.Event(time: 1_000, stack: 0);
        _recorder.OnStallClosed(Stall(1, endNs: 3_000_000_000));
        Advance(TimeSpan.FromSeconds(1));
        _recorder.Finish();
        Assert.Equal("stall>2s", Assert.Single(_written).Recording.Cause);
    }

    // What the lanes' sessions send, at a slow pace.
    [Fact]
    public void An_hour_into_a_watch_the_file_names_the_frame_of_the_stall()
    {
        const ulong Pay = 0x7000_0000_1000;
        var spans = new ClrTrace();
        var waits = new ClrTrace();
        var spansStream = new RecordedStream(_recorder.OpenSpans(long.MinValue), spans.Writer);
        var waitsStream = new RecordedStream(_recorder.OpenWaits(long.MinValue), waits.Writer);
        long most = 0;
        for (int second = 0; second < 3_600; second += 5)
        {
            spans.Time = waits.Time = second * 1_000_000_000L;
            spans.WorkItem(1).Write(RuntimeProviders.Runtime, RuntimeEventIds.WorkerWait, 0, 1, new byte[10]).PoolCounters(2, 0, 1);
            waits.PoolCounters(2, 0, 1);
            spansStream.Put();
            waitsStream.Stacks(1, [(ulong)second + 1, 2, 3]).Put();
            if (second % 50 == 0)
            {
                waitsStream.SequencePoint(waits.Time);
            }

            Advance(TimeSpan.FromSeconds(5));
            most = Math.Max(most, ((TapeShelf)_options.Shelf).Bytes);
        }

        // 3 s of waiting in a method that was compiled at the attach, then the next work item.
        _methods.Add(new MethodBody { Start = Pay, Size = 0x100, MethodId = 1, Flags = 8, ModuleId = 9, Token = 0x06000001, TypeName = "Orders.Cart", MethodName = "Pay", Signature = "void  ()" });
        _methods.Add(new MethodBody { Start = Pay + 0x100, Size = 0x100, MethodId = 2, Flags = 8, ModuleId = 8, Token = 0x06000001, TypeName = "System.Threading.WaitHandle", MethodName = "WaitOne", Signature = "bool  ()" });
        _modules.Add(9, new ModuleIdentity("/app/Orders.dll", "Orders"));
        _modules.Add(8, new ModuleIdentity("/dotnet/System.Private.CoreLib.dll", "System.Private.CoreLib"));
        spans.Time = waits.Time = 3_600_000_000_000;
        spans.WorkItem(1);
        waits.Time += 1_000_000;
        waitsStream.Stacks(100, [Pay + 0x110, Pay + 0x10]);
        waits.Write(RuntimeProviders.Runtime, RuntimeEventIds.WaitStart, 0, 1, new byte[11], stackId: 100);
        (spans.Time, waits.Time) = (3_603_000_000_000, 3_602_999_000_000);
        waits.Write(RuntimeProviders.Runtime, RuntimeEventIds.WaitStop, 0, 1, new byte[2]);
        spans.WorkItem(1).PoolCounters(2, 0, 1);
        spansStream.Put();
        waitsStream.Put();
        _recorder.OnStallClosed(Stall(1, endNs: 3_000_000_000));
        Advance(TimeSpan.FromSeconds(6));

        using var folder = new TemporaryFolder();
        string path = folder.Combine("t.nettrace");
        File.WriteAllBytes(path, Assert.Single(_written).Trace);
        WatchResult result = TraceReplay.Analyze(path, new WatchOptions(), new SilentObserver(), CancellationToken.None);
        Finding finding = Assert.Single(result.Detection.Findings);
        Assert.Equal("Orders.Cart.Pay()", finding.Site.UserFrame!.Method);
        Assert.Equal(3_000, finding.TotalMs, tolerance: 20);
        Assert.Equal(0, result.Session.EventsLost);
        Assert.InRange(result.Session.DurationMs, 10_000, 20_000);
        Assert.InRange(most, 1, 20_000); // never more than the blocks of a quarter of a minute
    }

    [Fact]
    public async Task It_listens_until_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        Task running = _recorder.RunAsync(() => 0, stop.Token);
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        await running.WithinLimit();
    }

    [Fact]
    public void A_watch_that_saw_nothing_writes_nothing()
    {
        _recorder.Finish();
        Assert.Empty(_written);
        Assert.Equal(["nothing was recorded before the end of the watch"], _told);
    }

    private static Stall Stall(long id, long? endNs) => new() { Id = id, ThreadId = 1, StartNs = 0, EndNs = endNs, Parts = [] };

    private void Advance(TimeSpan time)
    {
        for (TimeSpan left = time; left > TimeSpan.Zero; left -= TimeSpan.FromMilliseconds(200))
        {
            _recorder.Look(0);
            _time.Advance(TimeSpan.FromMilliseconds(200));
        }
    }
}
