using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.TestKit.Watching;

/// <summary>Told what a watch sees; does nothing with it.</summary>
public sealed class SilentObserver : IWatchObserver
{
    public void OnStarted(TargetDescription target, DateTimeOffset startedAt)
    {
    }

    public void OnStallExplained(Stall stall)
    {
    }

    public void OnStallClosed(Stall stall)
    {
    }

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

    public void OnNotice(string message)
    {
    }
}
