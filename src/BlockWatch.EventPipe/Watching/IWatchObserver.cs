using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Told what a watch sees, while it sees it. Calls come one at a time, on a thread of the watch: be quick.</summary>
public interface IWatchObserver
{
    /// <summary>The sessions run: from now on stalls are seen. <paramref name="startedAt"/> is time 0 of all later times.</summary>
    void OnStarted(TargetDescription target, DateTimeOffset startedAt);

    /// <summary>A stall, in progress or just over, got its first explanation.</summary>
    void OnStallExplained(Stall stall);

    /// <summary>A stall is over, explained or not.</summary>
    void OnStallClosed(Stall stall);

    /// <summary>A site takes the pool by stalls that are each under the threshold. Once a site.</summary>
    void OnShortStallsFound(ShortStallSum sum);

    void OnStarvationStarted(StarvationEpisode episode);

    void OnStarvationEnded(StarvationEpisode episode);

    /// <summary>Threads and tasks wait for each other. Once a deadlock.</summary>
    void OnDeadlockFound(Deadlock deadlock);

    /// <summary>A deadlock that was told of has resolved by itself.</summary>
    void OnDeadlockEnded(Deadlock deadlock);

    /// <summary>Whether it is to be told of progress: asked once, when the watch begins. Where nobody wants it nothing is measured for it.</summary>
    bool WantsProgress => false;

    /// <summary>How the watch goes, for those who want it. Once a second, and a last time at its end; never for a trace.</summary>
    void OnProgress(WatchProgress progress)
    {
        // For those who measure; most only tell of what was found.
    }

    /// <summary>Something that a user should know while it happens (a lane was narrowed, events were lost); one line.</summary>
    void OnNotice(string message);
}
