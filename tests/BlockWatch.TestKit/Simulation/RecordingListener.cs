using BlockWatch.Detection;
using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;

namespace BlockWatch.TestKit.Simulation;

/// <summary>Keeps all that a detector tells, and when by the time of the event that made it tell.</summary>
public sealed class RecordingListener : IDetectionListener
{
    /// <summary>Time of the event that is being delivered, milliseconds.</summary>
    public double NowMs { get; set; }

    public List<(double AtMs, EvidenceRequest Request)> Wanted { get; } = [];

    public List<(double AtMs, Stall Stall)> Explained { get; } = [];

    public List<Stall> Closed { get; } = [];

    public List<(double AtMs, StarvationEpisode Episode)> StarvationStarted { get; } = [];

    public List<(double AtMs, StarvationEpisode Episode)> StarvationEnded { get; } = [];

    /// <summary>When evidence was wanted for a reason, milliseconds.</summary>
    public IReadOnlyList<double> WantedAt(EvidenceReason reason) => [.. Wanted.Where(w => w.Request.Reason == reason).Select(w => w.AtMs)];

    public void OnEvidenceWanted(EvidenceRequest request) => Wanted.Add((NowMs, request));

    public void OnStallExplained(Stall stall) => Explained.Add((NowMs, stall));

    public void OnStallClosed(Stall stall) => Closed.Add(stall);

    public List<ShortStallSum> ShortStalls { get; } = [];

    public void OnShortStallsFound(ShortStallSum sum) => ShortStalls.Add(sum);

    public void OnStarvationStarted(StarvationEpisode episode) => StarvationStarted.Add((NowMs, episode));

    public void OnStarvationEnded(StarvationEpisode episode) => StarvationEnded.Add((NowMs, episode));

    public List<(double AtMs, Deadlock Deadlock)> DeadlocksFound { get; } = [];

    public List<(double AtMs, Deadlock Deadlock)> DeadlocksEnded { get; } = [];

    public void OnDeadlockFound(Deadlock deadlock) => DeadlocksFound.Add((NowMs, deadlock));

    public void OnDeadlockEnded(Deadlock deadlock) => DeadlocksEnded.Add((NowMs, deadlock));
}
