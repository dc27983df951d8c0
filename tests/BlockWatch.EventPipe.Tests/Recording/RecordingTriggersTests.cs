using BlockWatch.EventPipe.Recording;

namespace BlockWatch.EventPipe.Tests.Recording;

/// <summary>When a recording is due, and when a trigger only counts.</summary>
public sealed class RecordingTriggersTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(600);
    private static readonly RecordingTrigger Long = new(RecordingTriggerKind.Stall, 2_000_000_000, "stall>2s");
    private static readonly RecordingTrigger Starvation = new(RecordingTriggerKind.Starvation, 0, "starvation");
    private static readonly RecordingTrigger Queue = new(RecordingTriggerKind.Queue, 1_000, "queue>1000");
    private static readonly RecordingTrigger Request = new(RecordingTriggerKind.Request, 0, "signal");

    private readonly RecordingTriggers _triggers = new([Long, Starvation, Queue, Request], Pause);

    [Fact]
    public void A_stall_fires_when_it_has_gone_on_for_longer_than_the_limit_and_once()
    {
        Stall(1, 2_000_000_000, at: 1);
        Assert.Null(_triggers.Fired);
        Stall(1, 2_000_000_001, at: 1.2);
        Assert.Equal(Long, _triggers.Fired);
        Stall(1, 2_200_000_000, at: 1.4);
        Stall(1, 3_000_000_000, at: 2.2, isOver: true);
        Assert.Equal((Long, 0), (_triggers.Fired, _triggers.Skipped));
    }

    [Fact]
    public void A_stall_that_was_not_seen_before_its_end_fires_then()
    {
        Stall(1, 1_900_000_000, at: 1, isOver: true);
        Assert.Null(_triggers.Fired);
        Stall(2, 2_100_000_000, at: 2, isOver: true);
        Assert.Equal(Long, _triggers.Fired);
    }

    [Fact]
    public void One_recording_at_a_time_and_none_in_the_pause_after_it()
    {
        Stall(1, 5_000_000_000, at: 10);
        _triggers.Starvation(At(11)); // in the same recording
        Assert.Equal((Long, 0), (_triggers.Fired, _triggers.Skipped));
        _triggers.Writing();
        _triggers.Starvation(At(15.5));
        _triggers.Done(At(16));
        Assert.Null(_triggers.Fired);
        Stall(2, 5_000_000_000, at: 17);
        _triggers.Request(At(615.9));
        Assert.Equal((null, 3), (_triggers.Fired, _triggers.Skipped));

        _triggers.Request(At(616));
        Assert.Equal((Request, 3), (_triggers.Fired, _triggers.TakeSkipped()));
        Assert.Equal(0, _triggers.Skipped);
    }

    [Fact]
    public void A_queue_fires_when_it_becomes_long_and_again_when_it_was_short_between()
    {
        _triggers.Queue(1_000, At(1));
        Assert.Null(_triggers.Fired);
        _triggers.Queue(1_001, At(2));
        Assert.Equal(Queue, _triggers.Fired);
        _triggers.Queue(5_000, At(3));
        Assert.Equal(0, _triggers.Skipped);
        _triggers.Done(At(4));
        _triggers.Queue(5_000, At(700)); // still
        Assert.Null(_triggers.Fired);
        _triggers.Queue(10, At(701));
        _triggers.Queue(1_001, At(702));
        Assert.Equal(Queue, _triggers.Fired);
    }

    [Fact]
    public void What_nobody_asked_for_fires_nothing()
    {
        var none = new RecordingTriggers([], Pause);
        none.Starvation(At(1));
        none.Queue(1 << 20, At(1));
        none.Request(At(1));
        none.Stall(1, long.MaxValue, isOver: true, At(1));
        Assert.Equal((null, 0), (none.Fired, none.Skipped));
    }

    [Fact]
    public void Each_limit_has_its_own_say_of_one_stall()
    {
        RecordingTrigger longer = Long with { Limit = 10_000_000_000, Text = "stall>10s" };
        var both = new RecordingTriggers([Long, longer], Pause);
        both.Stall(1, 3_000_000_000, isOver: false, At(1));
        Assert.Equal(Long, both.Fired);
        both.Done(At(2));
        both.Stall(1, 11_000_000_000, isOver: false, At(900));
        Assert.Equal(longer, both.Fired);
    }

    private void Stall(long id, long lengthNs, double at, bool isOver = false) => _triggers.Stall(id, lengthNs, isOver, At(at));

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
