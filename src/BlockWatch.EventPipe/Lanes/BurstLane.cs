using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Lanes;

/// <summary>Gathers the samples of one source: raw addresses, to be resolved when the methods are known.</summary>
internal sealed class BurstLane
{
    private readonly TargetClock _clock;

    public BurstLane(TargetClock clock)
    {
        _clock = clock;
    }

    /// <summary>In order of time.</summary>
    public List<RawSample> Samples { get; } = [];

    public void Subscribe(EventDispatch source) => source.On(RuntimeProviders.Sampler, RuntimeEventIds.ThreadSample, OnSample);

    private void OnSample(in NetTraceEvent data)
    {
        if (!data.Stack.IsEmpty)
        {
            Samples.Add(new RawSample(EventTime.Of(data, _clock), data.ThreadId, data.Stack.ToArray(), ThreadSample.RanManagedCode(data.Payload)));
        }
    }
}
