using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Bursts;

namespace BlockWatch.EventPipe.Sleeping;

/// <summary>Which threads did not run between looks at the time each has spent on a processor.</summary>
/// <remarks>Pure; the caller brings the looks, whose times never go back. Not thread-safe.</remarks>
internal sealed class SleepBook
{
    /// <summary>A shorter sleep is not told of: every thread sleeps now and then.</summary>
    public const long LeastNs = 40_000_000;

    /// <summary>A sleep that is older is told of again only so often: there may be a thousand workers without work.</summary>
    public const long OldNs = 200_000_000;

    private const long RetoldNs = 55_000_000;

    private Dictionary<long, Account> _accounts = [];
    private Dictionary<long, Account> _spare = [];

    /// <summary>Takes a look.</summary>
    /// <param name="time">When it began, nanoseconds since the watch began: a thread that has not run since the look before slept until then.</param>
    /// <param name="done">When it was done: a thread that sleeps from now on slept from then on.</param>
    /// <param name="threads">All threads, with their accounts. Those that are not among them have ended.</param>
    /// <param name="asleep">Asked once for each sleep: where the thread's stack ends (0 when unknown), or null when it waits for nothing but a processor.</param>
    /// <returns>One event for each thread that has slept for long, and for each that has woken.</returns>
    public IReadOnlyList<RuntimeEvent> Look(long time, long done, IReadOnlyList<(long ThreadId, SchedulerAccount Account)> threads, Func<long, long?> asleep)
    {
        List<RuntimeEvent> told = [];
        Dictionary<long, Account> now = _spare;
        foreach ((long id, (long ran, _)) in threads)
        {
            bool isKnown = _accounts.Remove(id, out Account account);
            if (!isKnown || account.RanNs != ran)
            {
                AddWoken(told, time, id, account);
                account = new Account(ran, Since: done, Until: done, StackPointer: null, Told: null);
            }
            else
            {
                long age = time - account.Since;
                long? stack = account.StackPointer ?? (age >= LeastNs ? asleep(id) : null);
                account = stack is not null || age < LeastNs
                    ? account with { Until = time, StackPointer = stack }

                    // It waits for a processor: what looks like a sleep so far is none.
                    : account with { Since = done, Until = done };
                if (stack is { } pointer && (age < OldNs || time - account.Told >= RetoldNs))
                {
                    account = account with { Told = time };
                    told.Add(RuntimeEvent.ThreadSlept(time, id, account.Since, pointer));
                }
            }

            now[id] = account;
        }

        foreach ((long id, Account account) in _accounts)
        {
            AddWoken(told, time, id, account);
        }

        _accounts.Clear();
        (_accounts, _spare) = (now, _accounts);
        return told;
    }

    /// <summary>Nobody looks from now on: of the sleeps that were told of no more is known.</summary>
    /// <param name="time">Now, nanoseconds since the watch began.</param>
    public IReadOnlyList<RuntimeEvent> End(long time) => Look(time, time, [], static _ => null);

    private static void AddWoken(List<RuntimeEvent> told, long time, long id, Account account)
    {
        if (account.Told is not null)
        {
            told.Add(RuntimeEvent.ThreadWoke(time, id, account.Until));
        }
    }

    private readonly record struct Account(long RanNs, long Since, long Until, long? StackPointer, long? Told);
}
