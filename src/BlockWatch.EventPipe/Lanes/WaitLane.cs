using BlockWatch.Detection.Events;
using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Stacks;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

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
    private readonly LossWatch _loss;
    private readonly CounterBatch _counters = new();
    private readonly Queue<HeldEvent> _held = new();
    private volatile bool _open;
    private long _watermark = long.MinValue;

    public WaitLane(TargetClock clock, IEventFeed feed, StackResolver resolver)
    {
        _clock = clock;
        _feed = feed;
        _resolver = resolver;
        _loss = new LossWatch(Lane.Waits, feed);
    }

    public long EventCount { get; private set; }

    public long EventsLost => _loss.Lost;

    /// <summary>The time of the newest event, nanoseconds: all earlier ones, methods too, have been delivered. Readable from any thread.</summary>
    public long Watermark => Interlocked.Read(ref _watermark);

    /// <summary>The method list is complete: from the next event on, events flow.</summary>
    public void OpenGate() => _open = true;

    public void Subscribe(TraceLogEventSource source)
    {
        source.Clr.WaitHandleWaitStart += data => Take(data, HeldKind.WaitStart, 0, 0);
        source.Clr.WaitHandleWaitStop += data => Take(data, HeldKind.WaitStop, 0, 0);
        source.Clr.ContentionStart += data => Take(data, HeldKind.ContentionStart, LockOf(data), OwnerOf(data));
        source.Clr.ContentionStop += data => Take(data, HeldKind.ContentionStop, 0, 0);
        source.Clr.MethodJittingStarted += data => Take(data, HeldKind.CompilationStart, data.MethodID, 0);
        source.Clr.MethodLoadVerbose += data => Take(data, HeldKind.CompilationEnd, data.MethodID, 0);
        CounterBatch.Subscribe(source, data => OnCounter(source, data));
    }

    /// <summary>The source has ended: what was held back goes out.</summary>
    public void Finish()
    {
        _open = true;
        Release();
    }

    // Before .NET 8 the event had neither; the library answers with 0 or throws by version.
    private static long LockOf(ContentionStartTraceData data) => data.Version >= 2 ? (long)data.LockID : 0;

    private static long OwnerOf(ContentionStartTraceData data) => data.Version >= 2 ? data.LockOwnerThreadID : 0;

    private void Take(TraceEvent data, HeldKind kind, long id, long ownerThreadId)
    {
        EventCount++;
        long time = EventTime.Of(data, _clock);
        ulong[]? addresses = kind is HeldKind.WaitStart or HeldKind.ContentionStart ? StackAddresses.Of(data) : null;
        _held.Enqueue(new HeldEvent(kind, time, data.ThreadID, addresses, id, ownerThreadId));
        Interlocked.Exchange(ref _watermark, time);
        if (_open || _held.Count > LargestBacklog)
        {
            Release();
        }
    }

    private void OnCounter(TraceLogEventSource source, TraceEvent data)
    {
        EventCount++;
        long time = EventTime.Of(data, _clock);
        Interlocked.Exchange(ref _watermark, time);
        if (_counters.Add(data))
        {
            if (_open)
            {
                Release();
                _loss.Check(source, time);
                _feed.Publish(RuntimeEvent.Heartbeat(Lane.Waits, time));
            }
        }
    }

    private void Release()
    {
        while (_held.TryDequeue(out HeldEvent held))
        {
            CallStack? stack = held.Addresses is null ? null : _resolver.Resolve(held.Addresses);
            _feed.Publish(held.Kind switch
            {
                HeldKind.WaitStart => RuntimeEvent.WaitStarted(held.Time, held.ThreadId, stack),
                HeldKind.WaitStop => RuntimeEvent.WaitStopped(held.Time, held.ThreadId),
                HeldKind.ContentionStart => RuntimeEvent.ContentionStarted(held.Time, held.ThreadId, stack, held.Id, held.OwnerThreadId),
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
    }

    private readonly record struct HeldEvent(HeldKind Kind, long Time, long ThreadId, ulong[]? Addresses, long Id, long OwnerThreadId);
}
