using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;

namespace BlockWatch.Detection;

/// <summary>Told what the detector sees, while it sees it. Called on the thread that feeds the detector: be quick, and do not call back.</summary>
public interface IDetectionListener
{
    /// <summary>Stacks are needed now: a span is open for long, or the pool starves. May come again for the same stall.</summary>
    void OnEvidenceWanted(EvidenceRequest request);

    /// <summary>A stall in progress or just over got its first explanation. Once a stall at most.</summary>
    void OnStallExplained(Stall stall);

    /// <summary>A stall is over and all its evidence is in. Once a stall; it carries the final parts. One that was told of while it went on is always closed, even when it turns out to have been shorter than the threshold.</summary>
    void OnStallClosed(Stall stall);

    /// <summary>A site takes the pool by stalls that are each under the threshold. Once a site.</summary>
    void OnShortStallsFound(ShortStallSum sum);

    void OnStarvationStarted(StarvationEpisode episode);

    void OnStarvationEnded(StarvationEpisode episode);

    /// <summary>Threads and tasks wait for each other. Once a deadlock.</summary>
    void OnDeadlockFound(Deadlock deadlock);

    /// <summary>A deadlock that was told of has resolved by itself.</summary>
    void OnDeadlockEnded(Deadlock deadlock);
}
