using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Lanes;

/// <summary>Translates lane 1: work items, pool workers, adjustments, garbage-collection suspensions, counters.</summary>
/// <remarks>One for each source; its callbacks run on the thread that processes the source.</remarks>
internal sealed class SpanLane
{
    private readonly TargetClock _clock;
    private readonly IEventFeed _feed;
    private readonly LossWatch _loss;
    private readonly CounterBatch _counters = new();
    private readonly Suspensions _suspensions = new();

    public SpanLane(TargetClock clock, IEventFeed feed)
    {
        _clock = clock;
        _feed = feed;
        _loss = new LossWatch(Lane.Spans, feed);
    }

    public long EventCount { get; private set; }

    /// <summary>Work items that were told one by one.</summary>
    public long WorkItemCount { get; private set; }

    /// <summary>Work items that the pool completed, by its own counter.</summary>
    public long CompletedItems { get; private set; }

    /// <summary>The pool as it was counted last; null before it was.</summary>
    public PoolSample? Pool { get; private set; }

    public long EventsLost => _loss.Lost;

    /// <summary>The time of the newest event, nanoseconds: all earlier ones have been delivered.</summary>
    public long Watermark { get; private set; } = long.MinValue;

    public void Subscribe(EventDispatch source)
    {
        source.On(RuntimeProviders.Framework, RuntimeProviders.ThreadPoolDequeueWork, OnWorkItem);
        CounterBatch.Subscribe(source, (in NetTraceEvent data) => OnCounter(source, data));
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.WorkerWait, OnWorkerWait);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.WorkerStart, OnWorkerStart);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.WorkerStop, OnWorkerStop);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.PoolAdjustment, OnAdjustment);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.GcSuspendStart, OnSuspend);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.GcRestartEnd, OnRestart);
        source.OnHole(hole => Forget(_loss.Check(source.Losses, hole, _clock)));
    }

    private void OnWorkItem(in NetTraceEvent data)
    {
        WorkItemCount++;
        _feed.Publish(RuntimeEvent.WorkItemStarted(Time(data), data.ThreadId));
    }

    private void OnWorkerWait(in NetTraceEvent data) => _feed.Publish(RuntimeEvent.WorkerIdle(Time(data), data.ThreadId));

    private void OnWorkerStart(in NetTraceEvent data) => _feed.Publish(RuntimeEvent.WorkerStarted(Time(data), data.ThreadId));

    private void OnWorkerStop(in NetTraceEvent data) => _feed.Publish(RuntimeEvent.WorkerStopped(Time(data), data.ThreadId));

    private void OnAdjustment(in NetTraceEvent data)
    {
        PoolAdjustment adjustment = PoolAdjustment.Read(data.Payload);
        _feed.Publish(RuntimeEvent.PoolAdjusted(Time(data), adjustment.ThreadCount, (PoolAdjustmentReason)adjustment.Reason));
    }

    private void OnSuspend(in NetTraceEvent data)
    {
        // Only collections are the target's own pauses.
        long time = Time(data);
        if (_suspensions.Begin(data.ThreadId, GcSuspension.IsForGc(data)))
        {
            _feed.Publish(RuntimeEvent.SuspensionStarted(time));
        }
    }

    private void OnRestart(in NetTraceEvent data)
    {
        long time = Time(data);
        if (_suspensions.End(data.ThreadId))
        {
            _feed.Publish(RuntimeEvent.SuspensionEnded(time));
        }
    }

    private void OnCounter(EventDispatch source, in NetTraceEvent data)
    {
        long time = Time(data);
        if (_counters.Add(data))
        {
            Forget(_loss.Check(source.Losses, time));
            CompletedItems += _counters.CompletedItems;
            Pool = new PoolSample(time, _counters.Threads, _counters.QueueLength, _counters.CompletedItems);
            _feed.Publish(RuntimeEvent.PoolCounted(time, _counters.Threads, _counters.QueueLength, _counters.CompletedItems));
        }
    }

    private void Forget(bool isLost)
    {
        if (isLost)
        {
            _suspensions.Forget();
        }
    }

    private long Time(in NetTraceEvent data)
    {
        EventCount++;
        long time = EventTime.Of(data, _clock);
        Watermark = time;
        return time;
    }
}
