using BlockWatch.Detection.Events;
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

    public long Lost { get; private set; }

    public void Check(EventLosses losses, long timeNs)
    {
        long lost = losses.AtLeast;
        if (lost > Lost)
        {
            _feed.Publish(RuntimeEvent.EventsLost(_lane, timeNs, lost - Lost));
            Lost = lost;
        }
    }
}
