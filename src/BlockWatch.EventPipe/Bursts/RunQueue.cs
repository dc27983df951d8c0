using BlockWatch.Detection.Events;

namespace BlockWatch.EventPipe.Bursts;

/// <summary>How long threads waited for a processor between one look at the scheduler's account of them and the next.</summary>
/// <remarks>Looks are taken at the beginning and the end of each burst, so the time between bursts is told as well. Not thread-safe.</remarks>
internal sealed class RunQueue
{
    // Every thread waits a little each time it wakes; less than this in one look tells nothing of a stall.
    private const long LeastNs = 1_000_000;

    private Dictionary<long, (long Time, long QueuedNs)> _last = [];

    /// <summary>Takes a look; returns one event for each thread that waited since the look before.</summary>
    /// <param name="time">Now, nanoseconds since the watch began.</param>
    /// <param name="threads">All threads' accounts so far. Those that are not among them are forgotten: a thread's id may be used again.</param>
    public IReadOnlyList<RuntimeEvent> Look(long time, IEnumerable<(long ThreadId, SchedulerAccount Account)> threads)
    {
        var waited = new List<RuntimeEvent>();
        var now = new Dictionary<long, (long Time, long QueuedNs)>();
        foreach ((long threadId, SchedulerAccount account) in threads)
        {
            now[threadId] = (time, account.QueuedNs);
            if (_last.TryGetValue(threadId, out (long Time, long QueuedNs) last) && account.QueuedNs - last.QueuedNs >= LeastNs && time > last.Time)
            {
                waited.Add(RuntimeEvent.ThreadQueued(time, threadId, last.Time, account.QueuedNs - last.QueuedNs));
            }
        }

        _last = now;
        return waited;
    }
}
