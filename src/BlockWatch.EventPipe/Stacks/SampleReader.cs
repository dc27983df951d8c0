using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Lanes;

namespace BlockWatch.EventPipe.Stacks;

/// <summary>What a sample says: the same of a live one as of one in a trace.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class SampleReader
{
    private readonly RunningSamples _running;
    private readonly InitializerWaits _waits;

    public SampleReader(StackResolver resolver)
    {
        _running = new RunningSamples(resolver);
        _waits = new InitializerWaits(resolver);
    }

    /// <param name="sample">Times do not go back by much from one to the next.</param>
    public RuntimeEvent Read(RawSample sample)
    {
        bool ran = _running.Ran(sample);
        return RuntimeEvent.Sampled(sample.Time, sample.ThreadId, _waits.Read(sample.Time, sample.ThreadId, sample.Addresses, ran), ran);
    }
}
