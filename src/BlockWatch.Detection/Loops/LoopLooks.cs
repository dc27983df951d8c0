using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Loops;

/// <summary>A site at which a loop was seen in burst after burst, and never anywhere else in between.</summary>
/// <param name="Reading">What the samples say.</param>
/// <param name="First">Time of the first sample, nanoseconds since the session began.</param>
/// <param name="Last">Time of the last one.</param>
/// <param name="FirstBurst">Number of the burst that the first sample was in.</param>
/// <param name="LastBurst">Number of the burst that the last one was in.</param>
/// <param name="SampleCount">Samples so far.</param>
internal sealed record LoopLooks(StackReading Reading, long First, long Last, long FirstBurst, long LastBurst, int SampleCount)
{
    public bool IsOverBursts => LastBurst > FirstBurst;
}
