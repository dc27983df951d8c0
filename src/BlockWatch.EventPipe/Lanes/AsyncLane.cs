using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Lanes;

/// <summary>Translates lane 4: tasks and async methods, and what is thrown meanwhile.</summary>
/// <remarks>
/// One for each source; its callbacks run on the thread that processes the source. A name is kept as one instance: a server has as many as it
/// has async methods, and makes a task of them a thousand times a second.
/// </remarks>
internal sealed class AsyncLane
{
    // Names of lambdas and of generic state machines can be very many in a program that makes code for ever.
    private const int MaxNames = 8_192;
    private const int LongestName = 512;

    private const int SynchronousBehavior = 1;
    private const int CompletionWork = 0;
    private const int ExecutionWork = 2;

    private readonly TargetClock _clock;
    private readonly IEventFeed _feed;
    private readonly LossWatch _loss;
    private readonly CounterBatch _counters = new();
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private long _watermark = long.MinValue;
    private long _eventCount;
    private long _exceptionCount;

    public AsyncLane(TargetClock clock, IEventFeed feed)
    {
        _clock = clock;
        _feed = feed;
        _loss = new LossWatch(Lane.Async, feed);
    }

    /// <summary>Readable from any thread.</summary>
    public long EventCount => Interlocked.Read(ref _eventCount);

    /// <summary>Of them, the exceptions. Readable from any thread.</summary>
    public long ExceptionCount => Interlocked.Read(ref _exceptionCount);

    public long EventsLost => _loss.Lost;

    /// <summary>The time of the newest event, nanoseconds. Readable from any thread.</summary>
    public long Watermark => Interlocked.Read(ref _watermark);

    public void Subscribe(EventDispatch source)
    {
        source.On(RuntimeProviders.Tasks, TaskEventIds.TraceOperationBegin, OnOperationBegin);
        source.On(RuntimeProviders.Tasks, TaskEventIds.TraceOperationEnd, OnOperationEnd);
        source.On(RuntimeProviders.Tasks, TaskEventIds.TaskWaitBegin, OnWaitBegin);
        source.On(RuntimeProviders.Tasks, TaskEventIds.TaskWaitEnd, OnWaitEnd);
        source.On(RuntimeProviders.Tasks, TaskEventIds.TaskScheduled, OnScheduled);
        source.On(RuntimeProviders.Tasks, TaskEventIds.AwaitTaskContinuationScheduled, OnContinuationScheduled);
        source.On(RuntimeProviders.Tasks, TaskEventIds.TraceSynchronousWorkBegin, OnWorkBegin);
        source.On(RuntimeProviders.Tasks, TaskEventIds.TraceSynchronousWorkEnd, OnWorkEnd);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.ExceptionThrown, OnExceptionThrown);
        CounterBatch.Subscribe(source, (in NetTraceEvent data) => OnCounter(source, data));
        source.OnHole(hole => _loss.Check(source.Losses, hole, _clock));
    }

    /// <summary>Tells what the source lost since the last heartbeat. To be called when it is read to its end.</summary>
    public void Finish(EventDispatch source, long timeNs) => _loss.Check(source.Losses, timeNs);

    // TaskID, OperationName, RelatedContext
    private void OnOperationBegin(in NetTraceEvent data)
    {
        var payload = new PayloadReader(data.Payload);
        long id = payload.ReadInt32();
        string name = NameOf(payload.ReadTextBytes());
        _feed.Publish(RuntimeEvent.OperationStarted(Time(data), data.ThreadId, id, name));
    }

    // TaskID, Status
    private void OnOperationEnd(in NetTraceEvent data)
    {
        var payload = new PayloadReader(data.Payload);
        long id = payload.ReadInt32();
        int status = payload.ReadInt32();
        TaskOutcome outcome = status is >= (int)TaskOutcome.RanToCompletion and <= (int)TaskOutcome.Faulted ? (TaskOutcome)status : TaskOutcome.Unknown;
        _feed.Publish(RuntimeEvent.OperationEnded(Time(data), data.ThreadId, id, outcome));
    }

    // OriginatingTaskSchedulerID, OriginatingTaskID, TaskID, Behavior, ContinueWithTaskID
    private void OnWaitBegin(in NetTraceEvent data)
    {
        var payload = new PayloadReader(data.Payload);
        payload.Skip(2 * sizeof(int));
        long id = payload.ReadInt32();
        int behavior = payload.ReadInt32();
        long awaiterId = payload.ReadInt32();
        _feed.Publish(behavior == SynchronousBehavior
            ? RuntimeEvent.TaskWaitStarted(Time(data), data.ThreadId, id)
            : RuntimeEvent.AwaitStarted(Time(data), data.ThreadId, id, awaiterId));
    }

    // OriginatingTaskSchedulerID, OriginatingTaskID, TaskID
    private void OnWaitEnd(in NetTraceEvent data) => _feed.Publish(RuntimeEvent.TaskWaitEnded(Time(data), data.ThreadId, ThirdId(data)));

    // OriginatingTaskSchedulerID, OriginatingTaskID, TaskID, CreatingTaskID, TaskCreationOptions, appDomain
    private void OnScheduled(in NetTraceEvent data) => _feed.Publish(RuntimeEvent.TaskQueued(Time(data), data.ThreadId, ThirdId(data)));

    // OriginatingTaskSchedulerID, OriginatingTaskID, ContinueWithTaskId
    private void OnContinuationScheduled(in NetTraceEvent data)
    {
        var payload = new PayloadReader(data.Payload);
        payload.Skip(sizeof(int));
        _feed.Publish(RuntimeEvent.ContinuationQueued(Time(data), data.ThreadId, payload.ReadInt32()));
    }

    // TaskID, Work
    private void OnWorkBegin(in NetTraceEvent data)
    {
        var payload = new PayloadReader(data.Payload);
        long id = payload.ReadInt32();
        long time = Time(data);
        switch (payload.ReadInt32())
        {
            case ExecutionWork:
                _feed.Publish(RuntimeEvent.ExecutionStarted(time, data.ThreadId, id));
                break;
            case CompletionWork:
                _feed.Publish(RuntimeEvent.CompletionStarted(time, data.ThreadId, id));
                break;
            default:
                break;
        }
    }

    // Work
    private void OnWorkEnd(in NetTraceEvent data)
    {
        var payload = new PayloadReader(data.Payload);
        long time = Time(data);
        switch (payload.ReadInt32())
        {
            case ExecutionWork:
                _feed.Publish(RuntimeEvent.ExecutionEnded(time, data.ThreadId));
                break;
            case CompletionWork:
                _feed.Publish(RuntimeEvent.CompletionEnded(time, data.ThreadId));
                break;
            default:
                break;
        }
    }

    private void OnExceptionThrown(in NetTraceEvent data)
    {
        var thrown = ExceptionThrown.Read(data);
        long time = Time(data);
        Interlocked.Increment(ref _exceptionCount);
        if (thrown.Type.Length > 0)
        {
            _feed.Publish(RuntimeEvent.ExceptionThrown(time, data.ThreadId, NameOf(thrown.Type), thrown.IsNested));
        }
    }

    private void OnCounter(EventDispatch source, in NetTraceEvent data)
    {
        long time = EventTime.Of(data, _clock);
        if (_counters.Add(data))
        {
            _loss.Check(source.Losses, time);
            Interlocked.Exchange(ref _watermark, time);
            _feed.Publish(RuntimeEvent.Heartbeat(Lane.Async, time));
        }
    }

    private static long ThirdId(in NetTraceEvent data)
    {
        var payload = new PayloadReader(data.Payload);
        payload.Skip(2 * sizeof(int));
        return payload.ReadInt32();
    }

    private string NameOf(ReadOnlySpan<byte> utf16)
    {
        string name = PayloadReader.ToText(utf16.Length > LongestName * sizeof(char) ? utf16[..(LongestName * sizeof(char))] : utf16);
        if (_names.TryGetValue(name, out string? known))
        {
            return known;
        }

        if (_names.Count >= MaxNames)
        {
            _names.Clear();
        }

        _names.Add(name, name);
        return name;
    }

    private long Time(in NetTraceEvent data)
    {
        Interlocked.Increment(ref _eventCount);
        long time = EventTime.Of(data, _clock);
        Interlocked.Exchange(ref _watermark, time);
        return time;
    }
}
