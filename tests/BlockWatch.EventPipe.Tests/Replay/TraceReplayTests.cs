using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Tests.Nettrace;
using BlockWatch.EventPipe.Watching;
using BlockWatch.TestKit.Watching;

namespace BlockWatch.EventPipe.Tests.Replay;

/// <summary>Traces that end in order, and those that do not.</summary>
public sealed class TraceReplayTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bw-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_whole_trace_is_read_to_its_end()
    {
        ClrTrace trace = Sample();
        trace.Writer.End();
        WatchResult result = Replay(trace.ToArray());
        Assert.Equal((SessionEnd.TraceEnded, true, 14L, 0L), (result.Session.End, result.Session.Complete, result.Session.EventsReceived, result.Session.EventsLost));
        Assert.Equal((4242, "a"), (result.Target.ProcessId, result.Target.Name));
        Assert.Equal(new DateTimeOffset(NettraceWriter.SyncTime.AddMilliseconds(1)), result.Session.StartedAt);
        Assert.Equal(13, result.Session.DurationMs, precision: 3);
    }

    [Fact]
    public void A_trace_that_breaks_off_anywhere_is_read_as_far_as_it_goes_and_never_called_complete()
    {
        ClrTrace trace = Sample();
        byte[] bytes = trace.ToArray();
        var random = new Random(12);
        foreach (int length in trace.Ends.Take(trace.Ends.Count - 1).SelectMany(end => new[] { end, end + 1, end + random.Next(2, 30) }))
        {
            WatchResult result = Replay(bytes[..length]);
            long whole = trace.Ends.Count(end => end <= length);
            Assert.Equal((length, SessionEnd.TraceTruncated, false, whole), (length, result.Session.End, result.Session.Complete, result.Session.EventsReceived));
        }
    }

    [Fact]
    public void A_trace_without_its_end_tag_broke_off()
    {
        WatchResult result = Replay(Sample().ToArray());
        Assert.Equal((SessionEnd.TraceTruncated, false, 14L), (result.Session.End, result.Session.Complete, result.Session.EventsReceived));
    }

    [Fact]
    public void A_trace_that_ends_in_its_header_cannot_be_read()
    {
        byte[] header = new NettraceWriter().ToArray();
        for (int length = 8; length < header.Length; length += 7)
        {
            WatchException refusal = Assert.Throws<WatchException>(() => Replay(header[..length]));
            Assert.StartsWith($"{TracePath} begins like a .nettrace file, but cannot be read: ", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refusal.Message);
        }
    }

    // Found by fuzzing: ages are doubled until they are beyond the span's own.
    [Theory]
    [InlineData(long.MaxValue - 1)]
    [InlineData(long.MaxValue / 2)]
    [InlineData(long.MinValue + 1)]
    public async Task A_time_that_no_clock_shows_does_not_keep_it_busy_for_ever(long ticks)
    {
        ClrTrace trace = Sample();
        trace.WorkItem(1);
        trace.Time = ticks;
        trace.WorkItem(2);
        trace.Writer.End();

        WatchResult result = await Task.Run(() => Replay(trace.ToArray())).WithinLimit();

        Assert.Equal(SessionEnd.TraceEnded, result.Session.End);
    }

    [Fact]
    public void Damage_is_told_in_one_line_or_read_past()
    {
        ClrTrace trace = Sample();
        trace.Writer.End();
        byte[] good = trace.ToArray();
        var random = new Random(13);
        for (int round = 0; round < 100; round++)
        {
            byte[] bytes = [.. good];
            bytes[random.Next(8, bytes.Length)] ^= (byte)random.Next(1, 256);
            try
            {
                Replay(bytes);
            }
            catch (WatchException refusal)
            {
                Assert.StartsWith(TracePath, refusal.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', refusal.Message);
            }
        }
    }

    [Fact]
    public void Losses_are_counted_and_the_trace_is_not_complete()
    {
        var trace = new ClrTrace();
        trace.WorkItem(1).WorkItem(1, lostBefore: 5).Writer.End();
        WatchResult result = Replay(trace.ToArray());
        Assert.Equal((SessionEnd.TraceEnded, false, 5L), (result.Session.End, result.Session.Complete, result.Session.EventsLost));
    }

    [Fact]
    public void What_a_trace_has_is_not_said_to_be_missing()
    {
        ClrTrace trace = Sample();
        trace.Writer.End();
        Assert.Equal(
            [
                "The trace has nothing of Microsoft-Windows-DotNETRuntime:0x40000000000:5: waits (BW0001, BW0002) are seen by samples only; the runtime has these events from .NET 9 on.",
                "The trace has nothing of Microsoft-Windows-DotNETRuntime:0x4000:4: no lock contention (BW0003) was recorded, or none happened.",
                "The trace has nothing of Microsoft-DotNETCore-SampleProfiler: Thread.Sleep, synchronous I/O and CPU (BW0004 to BW0006) have no stack to be named by.",
                "The trace has nothing of Microsoft-Windows-DotNETRuntime:0x10000:4: the end of a pool thread's last work item is unknown, and starvation (BW0007) is seen by counters only.",
                "The trace has nothing of Microsoft-Windows-DotNETRuntime:0x1:4: garbage collections (BW0010) cannot be told from the user's time, or none happened.",
            ],
            Replay(trace.ToArray()).Session.Limits);
    }

    [Fact]
    public void Samples_are_known_by_their_provider()
    {
        var trace = new ClrTrace();
        trace.Writer.Stacks(1, [0x1005, 0x2005]);
        trace.WorkItem(1).Write("Microsoft-DotNETCore-SampleProfiler", 0, 0, 1, [1, 0, 0, 0], stackId: 1).Writer.End();
        WatchResult result = Replay(trace.ToArray());
        Assert.DoesNotContain(result.Session.Limits, l => l.Contains("SampleProfiler", StringComparison.Ordinal));
        Assert.NotEqual("unavailable", result.Session.Lanes[2].State);
        Assert.Equal(1, result.Session.Lanes[2].Events);
    }

    [Fact]
    public void No_temporary_folder_is_left_behind()
    {
        string[] before = Directory.GetDirectories(Path.GetTempPath(), "blockwatch-*");
        ClrTrace trace = Sample();
        Replay(trace.ToArray());
        Replay(trace.ToArray()[..trace.Ends[3]]);
        Assert.DoesNotContain(Directory.GetDirectories(Path.GetTempPath(), "blockwatch-*").Except(before), d => Directory.GetFiles(d, "*.etlx").Length > 0);
    }

    private string TracePath => Path.Combine(_folder.FullName, "a.nettrace");

    private static ClrTrace Sample()
    {
        var trace = new ClrTrace();
        for (int i = 0; i < 4; i++)
        {
            trace.WorkItem(11 + (i % 2));
        }

        return trace.PoolCounters(2, 1, 4).MethodLoad(1, 0x1000, 0x40, "T", "A").PoolCounters(2, 0, 0).PoolCounters(2, 0, 0);
    }

    private WatchResult Replay(byte[] bytes)
    {
        File.WriteAllBytes(TracePath, bytes);
        return TraceReplay.Analyze(TracePath, new WatchOptions(), new SilentObserver(), CancellationToken.None);
    }
}
