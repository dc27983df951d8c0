using BlockWatch.EventPipe.Clocks;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.EventPipe;

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

    public void Subscribe(TraceLogEventSource source)
    {
        var sampler = new SampleProfilerTraceEventParser(source);
        sampler.ThreadSample += data =>
        {
            if (StackAddresses.Of(data) is { } addresses)
            {
                Samples.Add(new RawSample(EventTime.Of(data, _clock), data.ThreadID, addresses, data.Type == ClrThreadSampleType.Managed));
            }
        };
    }
}
