using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>Passes stalls on when they are over. For traces: their stalls go on in the past, and our clock says nothing about their age.</summary>
internal sealed class ClosedStallsOnly : IWatchObserver
{
    private readonly IWatchObserver _next;

    public ClosedStallsOnly(IWatchObserver next)
    {
        _next = next;
    }

    public void OnStarted(TargetDescription target, DateTimeOffset startedAt) => _next.OnStarted(target, startedAt);

    public void OnStallExplained(Stall stall)
    {
        // It comes again when it is closed.
    }

    public void OnStallClosed(Stall stall) => _next.OnStallClosed(stall);

    public void OnShortStallsFound(ShortStallSum sum) => _next.OnShortStallsFound(sum);

    public void OnStarvationStarted(StarvationEpisode episode) => _next.OnStarvationStarted(episode);

    public void OnStarvationEnded(StarvationEpisode episode) => _next.OnStarvationEnded(episode);

    public void OnDeadlockFound(Deadlock deadlock) => _next.OnDeadlockFound(deadlock);

    public void OnDeadlockEnded(Deadlock deadlock) => _next.OnDeadlockEnded(deadlock);

    public void OnNotice(string message) => _next.OnNotice(message);
}
