using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Lanes;

namespace BlockWatch.EventPipe.Bursts;

/// <summary>What one burst brought.</summary>
/// <param name="Samples">By time.</param>
/// <param name="Queued">Threads that waited for a processor, in it and since the burst before.</param>
internal sealed record BurstTaken(IReadOnlyList<RawSample> Samples, IReadOnlyList<RuntimeEvent> Queued)
{
    public static BurstTaken Nothing { get; } = new([], []);
}
