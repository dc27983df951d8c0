using BlockWatch.Detection.Events;
using BlockWatch.Detection.Pauses;
using BlockWatch.Detection.Pool;
using BlockWatch.Detection.Requests;
using BlockWatch.Detection.Spans;

namespace BlockWatch.Detection.Observing;

/// <summary>Hands the spans lane's events to those who follow them: work, requests, garbage collections, the pool.</summary>
internal sealed class SpansObserver
{
    private readonly SpanTracker _spans;
    private readonly RequestTracker _requests;
    private readonly PauseTimeline _pauses;
    private readonly PoolTimeline _pool;
    private readonly StarvationWatch _starvation;

    public SpansObserver(SpanTracker spans, RequestTracker requests, PauseTimeline pauses, PoolTimeline pool, StarvationWatch starvation)
    {
        _spans = spans;
        _requests = requests;
        _pauses = pauses;
        _pool = pool;
        _starvation = starvation;
    }

    /// <param name="e">The event.</param>
    /// <param name="time">Its time, never before that of the one before.</param>
    public void Observe(in RuntimeEvent e, long time)
    {
        switch (e.Kind)
        {
            case RuntimeEventKind.WorkItemStarted:
                _spans.WorkItemStarted(time, e.ThreadId);
                break;
            case RuntimeEventKind.WorkerIdle:
                _spans.WorkerIdle(time, e.ThreadId);
                break;
            case RuntimeEventKind.WorkerStopped:
                _spans.WorkerStopped(time, e.ThreadId);
                break;
            case RuntimeEventKind.WorkerStarted:
                _spans.WorkerStarted(time, e.ThreadId);
                break;
            case RuntimeEventKind.WorkItemsPaused:
                _spans.Pause(time);
                break;
            case RuntimeEventKind.WorkItemsResumed:
                _spans.ItemPauses.Resume(e.OpenBy);
                break;
            case RuntimeEventKind.RequestsPaused:
                _requests.Pause(time);
                break;
            case RuntimeEventKind.RequestsResumed:
                _requests.Resume(time);
                break;
            case RuntimeEventKind.RequestStarted when e.Request is { } request:
                _requests.Started(time, e.ThreadId, request);
                break;
            case RuntimeEventKind.RequestEnded when e.Request is { } request:
                _requests.Ended(time, e.ThreadId, request);
                break;
            case RuntimeEventKind.SuspensionStarted:
                _pauses.Start(time);
                break;
            case RuntimeEventKind.SuspensionEnded:
                _pauses.End(time);
                break;
            case RuntimeEventKind.PoolAdjusted:
                _starvation.Adjusted(time, e.PoolThreads, e.AdjustmentReason);
                break;
            case RuntimeEventKind.PoolCounted:
                _pool.Add(time, e.PoolThreads, e.QueueLength, e.CompletedItems);
                _starvation.Counted(time, e.PoolThreads, e.QueueLength, e.CompletedItems);
                break;
        }
    }

    /// <inheritdoc cref="SpanTracker.Lose"/>
    public void Lose(long lastWhole, long time, long threadId, long since)
    {
        _spans.Lose(lastWhole, time, threadId, since);
        _pauses.Abandon();
        _requests.Lose(time);
        _starvation.Lose();
    }
}
