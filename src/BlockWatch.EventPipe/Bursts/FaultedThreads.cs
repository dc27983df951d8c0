using BlockWatch.Detection.Events;

namespace BlockWatch.EventPipe.Bursts;

/// <summary>Which threads had memory read from a disk between one look and the next, and for how long they were off the processors meanwhile.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class FaultedThreads
{
    private Dictionary<long, (long Time, long WantedNs, long Faults)> _last = [];

    /// <summary>Compares with the look before; returns one event for each thread that had a major page fault since.</summary>
    public IReadOnlyList<RuntimeEvent> Compare(ThreadLook look)
    {
        var faulted = new List<RuntimeEvent>();
        var now = new Dictionary<long, (long Time, long WantedNs, long Faults)>();
        foreach ((long threadId, SchedulerAccount account) in look.Accounts)
        {
            if (!look.MajorFaults.TryGetValue(threadId, out long faults))
            {
                continue;
            }

            now[threadId] = (look.Time, account.WantedNs, faults);
            if (_last.TryGetValue(threadId, out (long Time, long WantedNs, long Faults) last) && faults > last.Faults && look.Time > last.Time)
            {
                long away = look.Time - last.Time - (account.WantedNs - last.WantedNs);
                faulted.Add(RuntimeEvent.ThreadFaulted(look.Time, threadId, last.Time, faults - last.Faults, Math.Max(0, away)));
            }
        }

        _last = now;
        return faulted;
    }
}
