using BlockWatch.Detection;
using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;

namespace BlockWatch.Benchmarks.Micro;

/// <summary>Told what a detector sees; does nothing with it but count closed stalls.</summary>
internal sealed class SilentListener : IDetectionListener
{
    public long ClosedStalls { get; private set; }

    public void OnEvidenceWanted(EvidenceRequest request)
    {
    }

    public void OnStallExplained(Stall stall)
    {
    }

    public void OnStallClosed(Stall stall) => ClosedStalls++;

    public void OnShortStallsFound(ShortStallSum sum)
    {
    }

    public void OnStarvationStarted(StarvationEpisode episode)
    {
    }

    public void OnStarvationEnded(StarvationEpisode episode)
    {
    }

    public void OnDeadlockFound(Deadlock deadlock)
    {
    }

    public void OnDeadlockEnded(Deadlock deadlock)
    {
    }
}
