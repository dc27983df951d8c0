using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Stacks;

namespace BlockWatch.EventPipe.Replay;

/// <summary>Turns a trace's samples into bursts: a burst ends where the sampler paused, or after a while where it never did.</summary>
/// <remarks>It also keeps the waits lane's time going, which in a trace without counters nobody else would.</remarks>
internal sealed class ReplayedSamples
{
    private const long LongestPauseNs = 50_000_000;
    private const long LongestBurstNs = 50_000_000;
    private const long HeartbeatNs = 100_000_000;

    private readonly TargetClock _clock;
    private readonly IEventFeed _feed;
    private readonly SampleReader _reader;
    private readonly bool _useSamples;
    private long _burstStart = long.MinValue;
    private long _lastHeartbeat = long.MinValue;

    public ReplayedSamples(TargetClock clock, IEventFeed feed, StackResolver resolver, bool useSamples)
    {
        _clock = clock;
        _feed = feed;
        _reader = new SampleReader(resolver);
        _useSamples = useSamples;
    }

    public long Count { get; private set; }

    /// <summary>The newest event's time, nanoseconds.</summary>
    public long Watermark { get; private set; } = long.MinValue;

    public void Subscribe(EventDispatch source)
    {
        source.On(RuntimeProviders.Sampler, RuntimeEventIds.ThreadSample, OnSample);
        source.OnAll(OnAny);
    }

    /// <summary>The trace has ended.</summary>
    public void Finish() => EndBurst();

    private void OnAny(in NetTraceEvent data)
    {
        // The target is not recorded any more while it lists its methods: that time says nothing of open spans.
        if (data.Kind.Provider == RuntimeProviders.Rundown)
        {
            return;
        }

        long time = _clock.ToNs(data.Ticks);
        if (_lastHeartbeat == long.MinValue || time - _lastHeartbeat >= HeartbeatNs)
        {
            _lastHeartbeat = time;
            if (_burstStart != long.MinValue && time - Watermark > LongestPauseNs)
            {
                EndBurst();
            }

            _feed.Publish(RuntimeEvent.Heartbeat(Lane.Spans, time));
            _feed.Publish(RuntimeEvent.Heartbeat(Lane.Waits, time));
        }
    }

    private void OnSample(in NetTraceEvent data)
    {
        Count++;
        if (!_useSamples || data.Stack.IsEmpty)
        {
            return;
        }

        long time = _clock.ToNs(data.Ticks);
        if (_burstStart != long.MinValue && (time - Watermark > LongestPauseNs || time - _burstStart > LongestBurstNs))
        {
            EndBurst();
        }

        if (_burstStart == long.MinValue)
        {
            _burstStart = time;
            _feed.Publish(RuntimeEvent.BurstStarted(time));
        }

        Watermark = time;
        _feed.Publish(_reader.Read(new RawSample(time, data.ThreadId, data.Stack.ToArray(), ThreadSample.RanManagedCode(data.Payload))));
    }

    private void EndBurst()
    {
        if (_burstStart != long.MinValue)
        {
            _feed.Publish(RuntimeEvent.BurstEnded(Watermark));
            _burstStart = long.MinValue;
        }
    }
}
