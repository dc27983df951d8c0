using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.EventPipe.Lanes;

/// <summary>Notices that a stream has lost events since it was last asked.</summary>
internal sealed class LossWatch
{
    private readonly Lane _lane;
    private readonly IEventFeed _feed;

    public LossWatch(Lane lane, IEventFeed feed)
    {
        _lane = lane;
        _feed = feed;
    }

    // A lane may read one stream after the other.
    private EventLosses? _losses;
    private long _told;

    public long Lost { get; private set; }

    /// <summary>Something is missing here. Before the first event there is no clock to tell it by: then it is told with what is asked next.</summary>
    /// <returns>True when it was told.</returns>
    public bool Check(EventLosses losses, in EventHole hole, TargetClock clock) =>
        clock.IsStarted && Check(losses, clock.ToNs(hole.Ticks), hole.ThreadId, clock.ToNs(hole.SinceTicks));

    /// <param name="losses">What the stream lost so far.</param>
    /// <param name="timeNs">Now: what is missing is older.</param>
    /// <param name="threadId">The thread whose events are missing; 0 when that is not known.</param>
    /// <param name="sinceNs">Of that thread nothing is missing until then; null when that is not known.</param>
    /// <returns>True when events were lost since the last time.</returns>
    public bool Check(EventLosses losses, long timeNs, long threadId = 0, long? sinceNs = null)
    {
        if (!ReferenceEquals(losses, _losses))
        {
            _losses = losses;
            _told = 0;
        }

        long lost = losses.AtLeast;
        if (lost <= _told)
        {
            return false;
        }

        _feed.Publish(RuntimeEvent.EventsLost(_lane, timeNs, lost - _told, threadId, sinceNs));
        Lost += lost - _told;
        _told = lost;
        return true;
    }
}
