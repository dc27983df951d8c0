namespace BlockWatch.Detection.Locks;

/// <summary>Who held which lock from when to when, as long as others waited for it, and what the owner waited for meanwhile.</summary>
/// <remarks>
/// <code>
/// thread 1   contention(L, owner 2) |-------------------------------|
/// thread 3      contention(L, owner 2) |---------|
/// thread 2                               wait |--|
/// holds      |      by 2                         |   by 3           |
/// </code>
/// A hold begins when an event names the owner, and ends when the owner is not known any more, is another one, or nobody waits.
/// Keeps the last <see cref="Cap"/> that are over; those that go on are as many as locks for which threads wait.
/// </remarks>
internal sealed class HoldBook
{
    public const int Cap = 4_096;

    // What another lane told may have ended one somewhat earlier than the one before.
    private const long SlackNs = 1_000_000_000;

    private readonly Dictionary<long, LockHold> _open = [];
    private readonly Dictionary<long, List<LockHold>> _byOwner = [];
    private readonly LockHold[] _closed = new LockHold[Cap];
    private readonly ThreadWaits _threads;
    private long _closedCount;

    public HoldBook(ThreadWaits threads)
    {
        _threads = threads;
    }

    /// <summary>The lock's owner or its waiters are others now.</summary>
    /// <param name="lockId">The lock.</param>
    /// <param name="owner">Who holds it; 0 when that is not known.</param>
    /// <param name="waiters">Threads that wait for it.</param>
    /// <param name="time">Nanoseconds since the session began, never before that of the call before.</param>
    public void Changed(long lockId, long owner, int waiters, long time)
    {
        LockHold? hold = _open.GetValueOrDefault(lockId);
        if (hold is not null && (hold.Owner != owner || waiters == 0))
        {
            Close(hold, time);
            hold = null;
        }

        if (owner == 0 || waiters == 0)
        {
            return;
        }

        if (hold is null)
        {
            hold = new LockHold(lockId, owner, time);
            _open.Add(lockId, hold);
            if (!_byOwner.TryGetValue(owner, out List<LockHold>? held))
            {
                held = [];
                _byOwner.Add(owner, held);
            }

            held.Add(hold);
        }

        hold.Waiters = Math.Max(hold.Waiters, waiters);
    }

    /// <summary>A thread's wait is over: one of its own, or one for a lock.</summary>
    public void Waited(long threadId, in OwnerWait wait)
    {
        if (_byOwner.TryGetValue(threadId, out List<LockHold>? held))
        {
            foreach (LockHold hold in held)
            {
                hold.AddWait(wait.Start, wait.End, wait.Stack, wait.LockId);
            }
        }
    }

    /// <summary>Who holds what is not known any more.</summary>
    public void CloseAll(long time)
    {
        foreach (LockHold hold in _open.Values.ToArray())
        {
            Close(hold, time);
        }
    }

    /// <summary>Those that are over and overlap this time, the newest first.</summary>
    public IEnumerable<LockHold> Over(long from, long to)
    {
        for (long i = _closedCount - 1; i >= Math.Max(0, _closedCount - Cap); i--)
        {
            LockHold hold = _closed[i % Cap];
            if (hold.End <= from - SlackNs)
            {
                yield break;
            }

            if (hold.Start < to && hold.End > Math.Max(from, hold.Start))
            {
                yield return hold;
            }
        }
    }

    private void Close(LockHold hold, long time)
    {
        if (_threads.NowOf(hold.Owner) is { } wait)
        {
            hold.AddWait(wait.Start, time, wait.Stack, wait.LockId);
        }

        hold.Close(time);
        _open.Remove(hold.LockId);
        if (_byOwner.TryGetValue(hold.Owner, out List<LockHold>? held) && held.Remove(hold) && held.Count == 0)
        {
            _byOwner.Remove(hold.Owner);
        }

        _closed[_closedCount++ % Cap] = hold;
    }
}
