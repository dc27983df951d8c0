using BlockWatch.Detection.Events;

namespace BlockWatch.EventPipe.Bursts;

/// <summary>How long threads ran, and waited for a processor, between one look at the scheduler's account of them and the next.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class RunQueue
{
    // Every thread wakes now and then; less than this in one look tells nothing of a stall.
    private const long LeastNs = 1_000_000;

    private Dictionary<long, (long Time, SchedulerAccount Account)> _last = [];

    /// <summary>Takes a look; returns one event for each thread that wanted a processor since the look before.</summary>
    /// <param name="time">Now, nanoseconds since the watch began.</param>
    /// <param name="threads">All threads' accounts so far. Those that are not among them are forgotten: a thread's id may be used again.</param>
    public IReadOnlyList<RuntimeEvent> Look(long time, IEnumerable<(long ThreadId, SchedulerAccount Account)> threads)
    {
        var waited = new List<RuntimeEvent>();
        var now = new Dictionary<long, (long Time, SchedulerAccount Account)>();
        foreach ((long threadId, SchedulerAccount account) in threads)
        {
            now[threadId] = (time, account);
            if (_last.TryGetValue(threadId, out (long Time, SchedulerAccount Account) last) && account.WantedNs - last.Account.WantedNs >= LeastNs && time > last.Time)
            {
                waited.Add(RuntimeEvent.ThreadQueued(
                    time, threadId, last.Time, account.QueuedNs - last.Account.QueuedNs, account.RanNs - last.Account.RanNs));
            }
        }

        _last = now;
        return waited;
    }
}
