using System.Globalization;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Stacks;

namespace BlockWatch.EventPipe.Lanes.AsyncProfiler;

/// <summary>Tells which methods compiled as runtime async (.NET 11) a thread ran for long, and who awaited them.</summary>
/// <remarks>
/// TplEventSource says nothing of such methods: their callers are told by the runtime's async profiler alone, in buffers of its own that are sent when
/// they are full or, once a second, when their thread has been quiet for 250 ms. So what comes is late, by seconds at times, and in order
/// only within a thread. The provider is asked for from .NET 11 on; it begins with a manifest, and what that does not describe as we know it is
/// refused: <see cref="Refusal"/>. One for each watch; its callbacks run on the thread that processes the source.
/// </remarks>
internal sealed class ResumptionLane
{
    /// <summary>The first runtime that has the provider.</summary>
    public const int FirstRuntime = 11;

    // Of a target with more, some forget what they ran.
    private const int MostThreads = 8_192;

    // The profiler keeps a buffer for a second, and for a quarter of one more: what is older and has no end still runs.
    private const long OpenNs = 2_500_000_000;

    private readonly TargetClock _clock;
    private readonly IEventFeed _feed;
    private readonly StackResolver _resolver;
    private readonly long _leastNs;
    private readonly Dictionary<long, ResumedThread> _threads = [];
    private long _eventCount;
    private long _damagedCount;
    private volatile string? _refusal;

    /// <param name="clock">The target's.</param>
    /// <param name="feed">Told of each long run.</param>
    /// <param name="resolver">Whose code lies where.</param>
    /// <param name="leastNs">Shorter ones are of no stall.</param>
    public ResumptionLane(TargetClock clock, IEventFeed feed, StackResolver resolver, long leastNs)
    {
        _clock = clock;
        _feed = feed;
        _resolver = resolver;
        _leastNs = leastNs;
    }

    /// <summary>Events that came in the buffers. Readable from any thread.</summary>
    public long EventCount => Interlocked.Read(ref _eventCount);

    /// <summary>Buffers that were not as they should be. Readable from any thread.</summary>
    public long DamagedCount => Interlocked.Read(ref _damagedCount);

    /// <summary>Why nothing is told, as a sentence for the report; null while there is no reason. Readable from any thread.</summary>
    public string? Refusal => _refusal;

    public void Subscribe(EventDispatch source)
    {
        // A session begins with a manifest of its own.
        ProfilerManifest? manifest = null;
        long lost = 0;
        CounterBatch counters = new();
        _threads.Clear();
        source.On(RuntimeProviders.AsyncProfiler, ProfilerKeywords.Events, (in NetTraceEvent data) => OnBuffer(source, data, ref manifest, ref lost));
        CounterBatch.Subscribe(source, (in NetTraceEvent data) =>
        {
            if (counters.Add(data))
            {
                TellOpen(EventTime.Of(data, _clock));
            }
        });
    }

    private void OnBuffer(EventDispatch source, in NetTraceEvent data, ref ProfilerManifest? manifest, ref long lost)
    {
        EventTime.Of(data, _clock);
        if (source.Losses.Count != lost)
        {
            // Which buffers were dropped is not known: an end that is missing must not become one that came later.
            lost = source.Losses.Count;
            _threads.Clear();
        }

        if (_refusal is not null)
        {
            return;
        }

        // A length of 32 bits, then the buffer.
        var payload = new PayloadReader(data.Payload);
        int length = payload.ReadInt32();
        var buffer = new ProfilerBuffer(payload.Take(length), data.Ticks);
        if (data.Kind.Version > ProfilerBuffer.KnownVersion || (buffer.Version != ProfilerBuffer.KnownVersion && !buffer.IsDamaged))
        {
            Refuse(string.Create(CultureInfo.InvariantCulture, $"version {Math.Max(data.Kind.Version, (int)buffer.Version)} of its buffers"));
            return;
        }

        Read(ref buffer, ref manifest, data.Trace.TicksPerSecond);
    }

    private void Read(ref ProfilerBuffer buffer, ref ProfilerManifest? manifest, double ticksPerSecond)
    {
        ResumedThread thread = ThreadOf(buffer.ThreadId);
        bool isOld = buffer.StartTicks < thread.EndTicks;
        if (isOld)
        {
            // The same again, or one that was overtaken: its events have been missed, or have been seen.
            thread.Clear();
        }

        while (buffer.Read(manifest))
        {
            Interlocked.Increment(ref _eventCount);
            if (buffer.EventId == (byte)ProfilerEventId.Manifest)
            {
                manifest = ProfilerManifest.Read(buffer.Payload);
                if (manifest.Unknown is not null || Math.Abs(manifest.TicksPerSecond - ticksPerSecond) > 1)
                {
                    Refuse(manifest.Unknown ?? "times of another clock");
                    return;
                }
            }
            else if (!isOld)
            {
                Follow(thread, ref buffer);
            }
        }

        thread.EndTicks = Math.Max(thread.EndTicks, buffer.Ticks);
        if (buffer.IsDamaged)
        {
            // Before the manifest nothing can be read, and that is no damage.
            _ = manifest is null ? 0 : Interlocked.Increment(ref _damagedCount);
            thread.Clear();
        }
    }

    private void Follow(ResumedThread thread, ref ProfilerBuffer buffer)
    {
        switch ((ProfilerEventId)buffer.EventId)
        {
            case ProfilerEventId.ResumeCallstack when thread.Push() is not { } methods || !methods.Read(buffer.Payload, buffer.Ticks):
            case ProfilerEventId.ResetThread:
                thread.Clear();
                break;
            case ProfilerEventId.SuspendContext or ProfilerEventId.CompleteContext:
                if (thread.Pop() is { } done)
                {
                    Tell(done, buffer.ThreadId, _clock.ToNs(buffer.Ticks));
                }

                break;
        }
    }

    // What never ends is never told to have ended: a request that hangs is to have its callers too.
    private void TellOpen(long now)
    {
        foreach ((long threadId, ResumedThread thread) in _threads)
        {
            for (int depth = 0; depth < thread.Depth; depth++)
            {
                if (!thread[depth].IsTold && now - _clock.ToNs(thread[depth].StartTicks) >= Math.Max(OpenNs, _leastNs))
                {
                    Tell(thread[depth], threadId, now);
                }
            }
        }
    }

    private void Tell(ResumedMethods methods, long threadId, long end)
    {
        long start = _clock.ToNs(methods.StartTicks);
        if (!methods.IsTold && end - start >= _leastNs)
        {
            methods.IsTold = true;
            CallStack callers = _resolver.Resolve(methods.Addresses());
            _feed.Publish(RuntimeEvent.ContinuationsRan(end, threadId, start, callers, methods.FirstWrapper));
        }
    }

    private ResumedThread ThreadOf(long threadId)
    {
        if (!_threads.TryGetValue(threadId, out ResumedThread? thread))
        {
            if (_threads.Count >= MostThreads)
            {
                _threads.Clear();
            }

            thread = new ResumedThread();
            _threads.Add(threadId, thread);
        }

        return thread;
    }

    private void Refuse(string unknown)
    {
        _threads.Clear();
        _refusal = $"The runtime's async profiler sends {unknown}, which this blockwatch does not know: who awaits methods compiled as runtime async is not told. Other async methods are told of as ever.";
    }
}
