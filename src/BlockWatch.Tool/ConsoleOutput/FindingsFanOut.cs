using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>Tells several observers, in order; none is fine too.</summary>
internal sealed class FindingsFanOut : IWatchObserver
{
    private readonly IReadOnlyList<IWatchObserver> _observers;

    public FindingsFanOut(IReadOnlyList<IWatchObserver> observers)
    {
        _observers = observers;
    }

    public bool WantsProgress => _observers.Any(static observer => observer.WantsProgress);

    public void OnStarted(TargetDescription target, DateTimeOffset startedAt) => Tell(observer => observer.OnStarted(target, startedAt));

    public void OnStallExplained(Stall stall) => Tell(observer => observer.OnStallExplained(stall));

    public void OnStallClosed(Stall stall) => Tell(observer => observer.OnStallClosed(stall));

    public void OnShortStallsFound(ShortStallSum sum) => Tell(observer => observer.OnShortStallsFound(sum));

    public void OnStarvationStarted(StarvationEpisode episode) => Tell(observer => observer.OnStarvationStarted(episode));

    public void OnStarvationEnded(StarvationEpisode episode) => Tell(observer => observer.OnStarvationEnded(episode));

    public void OnDeadlockFound(Deadlock deadlock) => Tell(observer => observer.OnDeadlockFound(deadlock));

    public void OnDeadlockEnded(Deadlock deadlock) => Tell(observer => observer.OnDeadlockEnded(deadlock));

    public void OnProgress(WatchProgress progress) => Tell(observer => observer.OnProgress(progress));

    public void OnNotice(string message) => Tell(observer => observer.OnNotice(message));

    private void Tell(Action<IWatchObserver> what)
    {
        foreach (IWatchObserver observer in _observers)
        {
            what(observer);
        }
    }
}
