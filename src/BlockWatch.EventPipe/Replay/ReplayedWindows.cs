using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Recording;

namespace BlockWatch.EventPipe.Replay;

/// <summary>Tells, of a trace that a flight recorder wrote, what was told of when.</summary>
internal static class ReplayedWindows
{
    // The mark has the time up to which the trace was whole, which is from before the session was open that tells: by so much at most.
    private const long MostBeforeOpenNs = 950_000_000;

    public static void Subscribe(EventDispatch source, TargetClock clock, IEventFeed feed) => source.On(WindowMark.Provider, (in NetTraceEvent data) =>
    {
        long time = clock.ToNs(data.Ticks);
        switch (WindowMark.KindOf(data.Kind.EventId))
        {
            case RuntimeEventKind.WorkItemsPaused:
                feed.Publish(RuntimeEvent.WorkItemsPaused(time));
                break;
            case RuntimeEventKind.WorkItemsResumed:
                feed.Publish(RuntimeEvent.WorkItemsResumed(time, time + MostBeforeOpenNs));
                break;
            case RuntimeEventKind.RequestsPaused:
                feed.Publish(RuntimeEvent.RequestsPaused(time));
                break;
            case RuntimeEventKind.RequestsResumed:
                feed.Publish(RuntimeEvent.RequestsResumed(time));
                break;
            case RuntimeEventKind.WaitsPaused:
                feed.Publish(RuntimeEvent.WaitsPaused(time));
                break;
            default:
                break; // of a later version of ours
        }
    });
}
