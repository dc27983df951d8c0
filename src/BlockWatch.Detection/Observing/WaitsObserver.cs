using BlockWatch.Detection.Events;
using BlockWatch.Detection.Samples;
using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection.Observing;

/// <summary>Hands the waits lane's events to those who follow them: waits, contention, compilations.</summary>
internal sealed class WaitsObserver
{
    private readonly WaitTracker _waits;
    private readonly UnseenStarts _unseen;

    public WaitsObserver(WaitTracker waits, UnseenStarts unseen)
    {
        _waits = waits;
        _unseen = unseen;
    }

    /// <param name="e">The event.</param>
    /// <param name="time">Its time, never before that of the one before.</param>
    /// <returns>The thread of which it tells something that would explain a stall; null when it tells nothing of the kind.</returns>
    public ThreadTrack? Observe(in RuntimeEvent e, long time)
    {
        switch (e.Kind)
        {
            case RuntimeEventKind.WaitStarted:
                return _waits.WaitStarted(time, e.ThreadId, e.Stack);
            case RuntimeEventKind.WaitStopped:
                return _waits.WaitStopped(time, e.ThreadId);
            case RuntimeEventKind.ContentionStarted:
                return _waits.ContentionStarted(time, e.ThreadId, e.Stack, e.LockId, e.OwnerThreadId);
            case RuntimeEventKind.ContentionStopped:
                return _waits.ContentionStopped(time, e.ThreadId);
            case RuntimeEventKind.CompilationStarted:
                _waits.CompilationStarted(time, e.ThreadId, e.MethodId);
                return null;
            case RuntimeEventKind.CompilationEnded:
                return _waits.CompilationEnded(time, e.ThreadId, e.MethodId);
            case RuntimeEventKind.WaitsPaused:
                _waits.Pause(time);
                _unseen.WaitsPaused();
                return null;
            default:
                return null;
        }
    }

    /// <summary>Events were lost.</summary>
    /// <param name="lastWhole">The lane's last event before that was told.</param>
    /// <param name="threadId">The thread whose events they are; 0 when that is not known.</param>
    /// <param name="since">Of that thread nothing is missing until then.</param>
    public void Lose(long lastWhole, long threadId, long since)
    {
        long Known(ThreadTrack track) => track.ThreadId == threadId ? since : lastWhole;
        _waits.Lose(Known);
        _unseen.WaitsLost(Known);
    }
}
