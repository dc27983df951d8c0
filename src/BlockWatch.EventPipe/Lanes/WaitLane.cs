using BlockWatch.Detection.Events;
using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Stacks;

namespace BlockWatch.EventPipe.Lanes;

/// <summary>Translates lane 2: waits and lock contention, with stacks, and compilations.</summary>
/// <remarks>
/// Until the list of all methods has come (see <see cref="OpenGate"/>) events are held back, so that their stacks get names.
/// One for each source; its callbacks run on the thread that processes the source.
/// </remarks>
internal sealed class WaitLane
{
    // More than any server waits in the seconds that a method list takes; past it the oldest go out with the names known so far.
    private const int LargestBacklog = 200_000;

    private readonly TargetClock _clock;
    private readonly IEventFeed _feed;
    private readonly StackResolver _resolver;
    private readonly LockOwnerIds _owners;
    private readonly LossWatch _loss;
    private readonly CounterBatch _counters = new();
    private readonly Queue<HeldEvent> _held = new();
    private volatile bool _open;
    private long _watermark = long.MinValue;

    public WaitLane(TargetClock clock, IEventFeed feed, StackResolver resolver, LockOwnerIds owners)
    {
        _clock = clock;
        _feed = feed;
        _resolver = resolver;
        _owners = owners;
        _loss = new LossWatch(Lane.Waits, feed);
    }

    public long EventCount { get; private set; }

    /// <summary>Of these, begins and ends of waits that are no waits for locks.</summary>
    public long WaitCount { get; private set; }

    /// <summary>Of these, begins and ends of compilations.</summary>
    public long CompilationCount { get; private set; }

    public long EventsLost => _loss.Lost;

    /// <summary>The time of the newest event, nanoseconds: all earlier ones, methods too, have been delivered. Readable from any thread.</summary>
    public long Watermark => Interlocked.Read(ref _watermark);

    /// <summary>The method list is complete: from the next event on, events flow.</summary>
    public void OpenGate() => _open = true;

    public void Subscribe(EventDispatch source)
    {
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.WaitStart, (in NetTraceEvent data) => Take(data, HeldKind.WaitStart, 0, 0));
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.WaitStop, (in NetTraceEvent data) => Take(data, HeldKind.WaitStop, 0, 0));
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.ContentionStart, OnContentionStart);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.ThreadCreated, OnThreadCreated);
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.ContentionStop, (in NetTraceEvent data) => Take(data, HeldKind.ContentionStop, 0, 0));
        source.On(
            RuntimeProviders.Runtime,
            RuntimeEventIds.MethodJittingStarted,
            (in NetTraceEvent data) => Take(data, HeldKind.CompilationStart, MethodLoad.IdOf(data.Payload), 0));
        source.On(
            RuntimeProviders.Runtime,
            RuntimeEventIds.MethodLoad,
            (in NetTraceEvent data) => Take(data, HeldKind.CompilationEnd, MethodLoad.IdOf(data.Payload), 0));
        CounterBatch.Subscribe(source, (in NetTraceEvent data) => OnCounter(source, data));
        source.OnHole(hole => OnHole(source, hole));
    }

    /// <summary>The source has ended: what was held back goes out.</summary>
    public void Finish()
    {
        _open = true;
        Release();
    }

    private void OnContentionStart(in NetTraceEvent data)
    {
        ContentionStart contention = ContentionStart.Read(data);
        Take(data, HeldKind.ContentionStart, contention.LockId, contention.OwnerThreadId);
    }

    private void OnThreadCreated(in NetTraceEvent data)
    {
        if (ThreadIds.TryRead(data.Payload, out ThreadIds ids))
        {
            Take(data, HeldKind.ThreadCreated, ids.Managed, ids.System);
        }
    }

    private void Take(in NetTraceEvent data, HeldKind kind, long id, long otherThreadId)
    {
        EventCount++;
        WaitCount += kind is HeldKind.WaitStart or HeldKind.WaitStop ? 1 : 0;
        CompilationCount += kind is HeldKind.CompilationStart or HeldKind.CompilationEnd ? 1 : 0;
        long time = EventTime.Of(data, _clock);
        ulong[]? addresses = kind is HeldKind.WaitStart or HeldKind.ContentionStart ? Addresses(data.Stack) : null;
        _held.Enqueue(new HeldEvent(kind, time, data.ThreadId, addresses, id, otherThreadId));
        Interlocked.Exchange(ref _watermark, time);
        if (_open || _held.Count > LargestBacklog)
        {
            Release();
        }
    }

    private void OnCounter(EventDispatch source, in NetTraceEvent data)
    {
        EventCount++;
        long time = EventTime.Of(data, _clock);
        Interlocked.Exchange(ref _watermark, time);
        if (_counters.Add(data))
        {
            if (_open)
            {
                Release();
                Forget(_loss.Check(source.Losses, time));
                _feed.Publish(RuntimeEvent.Heartbeat(Lane.Waits, time));
            }
        }
    }

    // What is held back is older. Until it may go out the counters tell of it.
    private void OnHole(EventDispatch source, in EventHole hole)
    {
        if (_open)
        {
            Release();
            Forget(_loss.Check(source.Losses, hole, _clock));
        }
    }

    private void Forget(bool isLost)
    {
        if (isLost)
        {
            _owners.Forget();
        }
    }

    private static ulong[]? Addresses(ReadOnlySpan<ulong> stack) => stack.IsEmpty ? null : stack.ToArray();

    private void Release()
    {
        while (_held.TryDequeue(out HeldEvent held))
        {
            CallStack? stack = held.Addresses is null ? null : _resolver.Resolve(held.Addresses);
            if (held.Kind == HeldKind.ThreadCreated)
            {
                _owners.Created(held.Id, held.OtherThreadId);
                continue;
            }

            _feed.Publish(held.Kind switch
            {
                HeldKind.WaitStart => RuntimeEvent.WaitStarted(held.Time, held.ThreadId, stack),
                HeldKind.WaitStop => RuntimeEvent.WaitStopped(held.Time, held.ThreadId),
                HeldKind.ContentionStart => RuntimeEvent.ContentionStarted(held.Time, held.ThreadId, stack, held.Id, _owners.SystemIdOf(held.OtherThreadId, held.Time)),
                HeldKind.CompilationStart => RuntimeEvent.CompilationStarted(held.Time, held.ThreadId, held.Id),
                HeldKind.CompilationEnd => RuntimeEvent.CompilationEnded(held.Time, held.ThreadId, held.Id),
                _ => RuntimeEvent.ContentionStopped(held.Time, held.ThreadId),
            });
        }
    }

    private enum HeldKind : byte
    {
        WaitStart,
        WaitStop,
        ContentionStart,
        ContentionStop,
        CompilationStart,
        CompilationEnd,
        ThreadCreated,
    }

    private readonly record struct HeldEvent(HeldKind Kind, long Time, long ThreadId, ulong[]? Addresses, long Id, long OtherThreadId);
}
