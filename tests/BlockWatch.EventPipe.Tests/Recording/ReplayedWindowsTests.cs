using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Recording;
using BlockWatch.EventPipe.Replay;
using BlockWatch.EventPipe.Tests.Lanes;
using BlockWatch.EventPipe.Tests.Nettrace;

namespace BlockWatch.EventPipe.Tests.Recording;

/// <summary>That a trace says again what was not told when it was recorded.</summary>
public sealed class ReplayedWindowsTests
{
    [Fact]
    public void Each_mark_that_is_written_is_told_again()
    {
        RuntimeEventKind[] kinds = [.. Enum.GetValues<RuntimeEventKind>().Where(WindowMark.IsMark)];
        Assert.Equal(5, kinds.Length);
        using var bytes = new MemoryStream();
        var writer = new NetTraceWriter(bytes, Rewritten.HeaderOf(new NettraceWriter().ToArray()));
        for (int i = 0; i < kinds.Length; i++)
        {
            new WindowMark(i, kinds[i]).WriteTo(writer, 100 + i);
        }

        writer.Write(EventKind.ToWrite(WindowMark.Provider, 99, 0, "OfALaterVersion"), 200, 0, [], []);
        writer.End();

        var clock = new TargetClock();
        clock.Start(0, DateTimeOffset.UnixEpoch, 1e9);
        var feed = new RecordedFeed();
        TraceReading.Read(bytes.ToArray(), source => ReplayedWindows.Subscribe(source, clock, feed));
        Assert.Equal(kinds.Select((kind, i) => (kind, 100L + i)), feed.Events.Select(e => (e.Kind, e.Time)));
    }
}
