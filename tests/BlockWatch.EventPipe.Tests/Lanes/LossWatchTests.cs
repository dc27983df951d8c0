using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Tests.Nettrace;
using Microsoft.Diagnostics.Tracing;

namespace BlockWatch.EventPipe.Tests.Lanes;

public sealed class LossWatchTests
{
    private readonly RecordedFeed _feed = new();

    [Fact]
    public void Nothing_lost_is_nothing_said()
    {
        using EventPipeEventSource source = Processed(0);
        var watch = new LossWatch(Lane.Waits, _feed);
        watch.Check(source, 5);
        Assert.Empty(_feed.Events);
        Assert.Equal(0, watch.Lost);
    }

    [Fact]
    public void Only_what_is_new_is_told()
    {
        var watch = new LossWatch(Lane.Waits, _feed);
        using EventPipeEventSource three = Processed(3);
        using EventPipeEventSource ten = Processed(10);
        watch.Check(three, 5);
        watch.Check(three, 6);
        watch.Check(ten, 7);
        Assert.Equal([RuntimeEvent.EventsLost(Lane.Waits, 5, 3), RuntimeEvent.EventsLost(Lane.Waits, 7, 7)], _feed.Events);
        Assert.Equal(10, watch.Lost);
    }

    // The library then counts int.MaxValue and no further: that is no number to tell anyone.
    [Fact]
    public void A_thread_id_that_is_used_again_is_an_unknown_loss_and_not_two_thousand_million()
    {
        var watch = new LossWatch(Lane.Spans, _feed);
        using EventPipeEventSource reused = Processed(-1);
        Assert.Equal(int.MaxValue, reused.EventsLost);
        watch.Check(reused, 5);
        watch.Check(reused, 6);
        Assert.Equal([RuntimeEvent.EventsLost(Lane.Spans, 5, 1)], _feed.Events);
        Assert.Equal(1, watch.Lost);
    }

    private static EventPipeEventSource Processed(int lost)
    {
        var trace = new ClrTrace();
        trace.WorkItem(1).WorkItem(1, lostBefore: lost).Writer.End();
        var source = new EventPipeEventSource(new MemoryStream(trace.ToArray()));
        source.Process();
        return source;
    }
}
