using BlockWatch.Detection.Events;
using Microsoft.Diagnostics.Tracing;

namespace BlockWatch.EventPipe.Lanes;

/// <summary>Notices that a source has lost events since it was last asked.</summary>
internal sealed class LossWatch
{
    private readonly Lane _lane;
    private readonly IEventFeed _feed;
    private int _lost;
    private bool _saturated;

    public LossWatch(Lane lane, IEventFeed feed)
    {
        _lane = lane;
        _feed = feed;
    }

    public long Lost => _lost;

    public void Check(TraceEventSource source, long timeNs)
    {
        int lost = source.EventsLost;
        if (lost == int.MaxValue)
        {
            // A thread's numbering went back (its id was given to a new thread), and the library stops counting. Whether
            // anything was lost cannot be told any more: one stands for "at least something may be missing".
            lost = _saturated ? _lost : _lost + 1;
            _saturated = true;
        }

        if (lost > _lost)
        {
            _feed.Publish(RuntimeEvent.EventsLost(_lane, timeNs, lost - _lost));
            _lost = lost;
        }
    }
}
