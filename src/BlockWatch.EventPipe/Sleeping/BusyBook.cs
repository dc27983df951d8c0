using BlockWatch.EventPipe.Bursts;

namespace BlockWatch.EventPipe.Sleeping;

/// <summary>Which threads have wanted a processor all the time, between looks at their accounts: they may be at one long computation, or at many short ones.</summary>
/// <remarks>Pure; the caller brings the looks, whose times never go back. Not thread-safe.</remarks>
internal sealed class BusyBook
{
    /// <summary>What is younger is not worth a look.</summary>
    public const long LeastNs = 40_000_000;

    // A thread that goes on is told of again when it is so many times as old: it may be many short things, and each telling has its price.
    private const int NextTimes = 4;

    // An account is written up at the scheduler's ticks, 4 ms apart and more: it may be behind by one.
    private const long LagNs = 10_000_000;

    private Dictionary<long, Stretch> _stretches = [];
    private Dictionary<long, Stretch> _spare = [];

    /// <summary>Takes a look.</summary>
    /// <param name="time">When it was done, nanoseconds since the watch began.</param>
    /// <param name="threads">All threads with their accounts. Those that are not among them have ended.</param>
    /// <returns>True when one of them has wanted a processor for long enough to be told of, now or again.</returns>
    public bool Look(long time, IReadOnlyList<(long ThreadId, SchedulerAccount Account)> threads)
    {
        bool isTold = false;
        Dictionary<long, Stretch> now = _spare;
        foreach ((long id, SchedulerAccount account) in threads)
        {
            long wanted = account.WantedNs;
            if (!_stretches.TryGetValue(id, out Stretch stretch) || time - stretch.Since - (wanted - stretch.BeganNs) > LagNs)
            {
                stretch = new Stretch(time, wanted, LeastNs);
            }
            else if (time - stretch.Since >= stretch.NextAge)
            {
                isTold = true;
                stretch = stretch with { NextAge = (time - stretch.Since) * NextTimes };
            }

            now[id] = stretch;
        }

        _stretches.Clear();
        (_stretches, _spare) = (now, _stretches);
        return isTold;
    }

    /// <summary>Nobody looks from now on.</summary>
    public void Clear() => _stretches.Clear();

    // Since when, what the account said then, and the age at which it is told of next.
    private readonly record struct Stretch(long Since, long BeganNs, long NextAge);
}
