using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Sessions;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace BlockWatch.EventPipe.Lanes;

/// <summary>Translates lane 1: work items, pool workers, adjustments, garbage-collection suspensions, counters.</summary>
/// <remarks>One for each source; its callbacks run on the thread that processes the source.</remarks>
internal sealed class SpanLane
{
    private readonly TargetClock _clock;
    private readonly IEventFeed _feed;
    private readonly LossWatch _loss;
    private readonly CounterBatch _counters = new();
    private bool _suspendedForGc;

    public SpanLane(TargetClock clock, IEventFeed feed)
    {
        _clock = clock;
        _feed = feed;
        _loss = new LossWatch(Lane.Spans, feed);
    }

    public long EventCount { get; private set; }

    public long WorkItemCount { get; private set; }

    public long EventsLost => _loss.Lost;

    /// <summary>The time of the newest event, nanoseconds: all earlier ones have been delivered.</summary>
    public long Watermark { get; private set; } = long.MinValue;

    public void Subscribe(TraceEventDispatcher source)
    {
        source.Dynamic.AddCallbackForProviderEvents(
            static (provider, name) => provider switch
            {
                RuntimeProviders.Framework => name is null || name.StartsWith("ThreadPoolDequeueWork", StringComparison.Ordinal)
                    ? EventFilterResponse.AcceptEvent
                    : EventFilterResponse.RejectEvent,
                null => EventFilterResponse.AcceptEvent,
                _ => EventFilterResponse.RejectProvider,
            },
            OnWorkItem);
        CounterBatch.Subscribe(source, data => OnCounter(source, data));
        source.Clr.ThreadPoolWorkerThreadWait += OnWorkerWait;
        source.Clr.ThreadPoolWorkerThreadStart += OnWorkerStart;
        source.Clr.ThreadPoolWorkerThreadStop += OnWorkerStop;
        source.Clr.ThreadPoolWorkerThreadAdjustmentAdjustment += OnAdjustment;
        source.Clr.GCSuspendEEStart += OnSuspend;
        source.Clr.GCRestartEEStop += OnRestart;
    }

    private void OnWorkItem(TraceEvent data)
    {
        if ((int)data.ID == RuntimeProviders.ThreadPoolDequeueWork)
        {
            WorkItemCount++;
            _feed.Publish(RuntimeEvent.WorkItemStarted(Time(data), data.ThreadID));
        }
    }

    private void OnWorkerWait(ThreadPoolWorkerThreadTraceData data) => _feed.Publish(RuntimeEvent.WorkerIdle(Time(data), data.ThreadID));

    private void OnWorkerStart(ThreadPoolWorkerThreadTraceData data) => _feed.Publish(RuntimeEvent.WorkerStarted(Time(data), data.ThreadID));

    private void OnWorkerStop(ThreadPoolWorkerThreadTraceData data) => _feed.Publish(RuntimeEvent.WorkerStopped(Time(data), data.ThreadID));

    private void OnAdjustment(ThreadPoolWorkerThreadAdjustmentTraceData data) =>
        _feed.Publish(RuntimeEvent.PoolAdjusted(Time(data), data.NewWorkerThreadCount, (PoolAdjustmentReason)(int)data.Reason));

    private void OnSuspend(GCSuspendEETraceData data)
    {
        // The sampler, the debugger and tiering suspend for other reasons; only collections are the target's own pauses.
        long time = Time(data);
        if (data.Reason is GCSuspendEEReason.SuspendForGC or GCSuspendEEReason.SuspendForGCPrep)
        {
            _suspendedForGc = true;
            _feed.Publish(RuntimeEvent.SuspensionStarted(time));
        }
    }

    private void OnRestart(GCNoUserDataTraceData data)
    {
        long time = Time(data);
        if (_suspendedForGc)
        {
            _suspendedForGc = false;
            _feed.Publish(RuntimeEvent.SuspensionEnded(time));
        }
    }

    private void OnCounter(TraceEventDispatcher source, TraceEvent data)
    {
        long time = Time(data);
        if (_counters.Add(data))
        {
            _loss.Check(source, time);
            _feed.Publish(RuntimeEvent.PoolCounted(time, _counters.Threads, _counters.QueueLength, _counters.CompletedItems));
        }
    }

    private long Time(TraceEvent data)
    {
        EventCount++;
        long time = EventTime.Of(data, _clock);
        Watermark = time;
        return time;
    }
}
