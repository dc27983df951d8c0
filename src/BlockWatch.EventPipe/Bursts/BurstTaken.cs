using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Lanes;

namespace BlockWatch.EventPipe.Bursts;

/// <summary>What one burst brought.</summary>
/// <param name="Samples">By time.</param>
/// <param name="Between">What the operating system's accounts of the threads say, in it and since the burst before.</param>
internal sealed record BurstTaken(IReadOnlyList<RawSample> Samples, IReadOnlyList<RuntimeEvent> Between)
{
    public static BurstTaken Nothing { get; } = new([], []);
}
