using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Clocks;

namespace BlockWatch.EventPipe.Bursts;

/// <summary>Looks at the operating system's accounts of a target's threads, and what happened between them.</summary>
/// <remarks>Looks are taken at the beginning and the end of each burst, and when it has been stopped, so the time between bursts is told as well. Not thread-safe.</remarks>
internal sealed class ThreadLooks
{
    private readonly RunQueue _queue = new();
    private readonly FaultedThreads _faulted = new();
    private readonly MajorFaultCounts _counts;

    /// <param name="processId">The target, as the operating system knows it.</param>
    public ThreadLooks(int processId) => _counts = MajorFaultCounts.Of(processId);

    /// <summary>Takes a look; returns what happened since the look before.</summary>
    /// <param name="clock">The watch's clock.</param>
    /// <param name="accounts">The scheduler's accounts, as they are now.</param>
    public IReadOnlyList<RuntimeEvent> Look(TargetClock clock, IReadOnlyList<(long ThreadId, SchedulerAccount Account)> accounts)
    {
        var look = new ThreadLook(clock.Now(), accounts, _counts.Read(accounts.Select(static entry => entry.ThreadId)));
        return [.. _queue.Look(look.Time, look.Accounts), .. _faulted.Compare(look)];
    }
}
