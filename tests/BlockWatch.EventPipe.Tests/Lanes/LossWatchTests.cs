using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Tests.Nettrace;

namespace BlockWatch.EventPipe.Tests.Lanes;

public sealed class LossWatchTests
{
    private readonly RecordedFeed _feed = new();

    [Fact]
    public void Nothing_lost_is_nothing_said()
    {
        EventLosses losses = Lossy(0);
        var watch = new LossWatch(Lane.Waits, _feed);
        watch.Check(losses, 5);
        Assert.Empty(_feed.Events);
        Assert.Equal(0, watch.Lost);
    }

    [Fact]
    public void Only_what_is_new_is_told()
    {
        var watch = new LossWatch(Lane.Waits, _feed);
        var losses = new EventLosses();
        losses.Compare(4, 7);
        watch.Check(losses, 5);
        watch.Check(losses, 6);
        losses.Compare(9, 16);
        watch.Check(losses, 7);
        Assert.Equal([RuntimeEvent.EventsLost(Lane.Waits, 5, 3), RuntimeEvent.EventsLost(Lane.Waits, 7, 7)], _feed.Events);
        Assert.Equal(10, watch.Lost);
    }

    [Fact]
    public void The_losses_of_one_stream_are_added_to_those_of_the_stream_before()
    {
        var watch = new LossWatch(Lane.Waits, _feed);
        watch.Check(Lossy(3), 5);
        watch.Check(Lossy(2), 6);
        Assert.Equal([RuntimeEvent.EventsLost(Lane.Waits, 5, 3), RuntimeEvent.EventsLost(Lane.Waits, 6, 2)], _feed.Events);
        Assert.Equal(5, watch.Lost);
    }

    // By the numbers that would be 2^32 - 1, or -1: neither is a number to tell anyone.
    [Fact]
    public void A_thread_id_that_is_used_again_is_an_unknown_loss_and_not_two_thousand_million()
    {
        var watch = new LossWatch(Lane.Spans, _feed);
        EventLosses reused = Lossy(-1);
        Assert.Equal((0, true), (reused.Count, reused.IsUncertain));
        watch.Check(reused, 5);
        watch.Check(reused, 6);
        Assert.Equal([RuntimeEvent.EventsLost(Lane.Spans, 5, 1)], _feed.Events);
        Assert.Equal(1, watch.Lost);
    }

    private static EventLosses Lossy(int lost)
    {
        EventLosses? losses = null;
        TraceReading.Read(new ClrTrace().WorkItem(1).WorkItem(1, lostBefore: lost), source => losses = source.Losses);
        return losses!;
    }
}
