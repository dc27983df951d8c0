using System.Diagnostics.CodeAnalysis;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Locks;

/// <summary>Who waits for which lock and who holds it, of all threads: kept from the waits lane.</summary>
/// <remarks>
/// A contention's start says who holds the lock then. Later it can pass on:
/// <code>
/// thread 1   contention(L, owner 2) |--wait--|           |--wait-- …   woken in vain: somebody else was faster. Nobody says who.
/// thread 3   contention(L, owner 2)   |--wait--|stop                   thread 3 has it now
/// thread 4                                contention(L, owner 3) …     says so, too
/// </code>
/// So an owner holds until a waiter is woken, and is then unknown until an event names one. A waiter with a time limit may
/// end its contention with empty hands: its end names nobody. One account for all who ask for owners: deadlocks now, findings of locks later.
/// </remarks>
internal sealed class WaitBook
{
    private readonly ThreadWaits _threads = new();
    private readonly Dictionary<long, LockState> _locks = [];

    public WaitBook()
    {
        Holds = new HoldBook(_threads);
    }

    /// <summary>Who held which lock, and when.</summary>
    public HoldBook Holds { get; }

    /// <summary>When all was last forgotten, because events were lost or are not told; <see cref="long.MinValue"/> when never.</summary>
    public long ForgottenAt { get; private set; } = long.MinValue;

    /// <summary>Threads that wait for a lock.</summary>
    public int InLocks { get; private set; }

    public IEnumerable<KeyValuePair<long, ThreadWait>> Threads => _threads.All;

    public bool TryGet(long threadId, [NotNullWhen(true)] out ThreadWait? thread) => _threads.TryGet(threadId, out thread);

    /// <summary>What is known of a lock; null when nobody waits for it.</summary>
    public LockState? LockOf(long lockId) => _locks.GetValueOrDefault(lockId);

    /// <summary>Takes one event of the waits lane.</summary>
    /// <param name="e">The event.</param>
    /// <param name="time">Its time, never before that of the one before.</param>
    public void Observe(in RuntimeEvent e, long time)
    {
        switch (e.Kind)
        {
            case RuntimeEventKind.ContentionStarted:
                ContentionStarted(e, time);
                break;
            case RuntimeEventKind.ContentionStopped:
                ContentionStopped(e.ThreadId, time);
                break;
            case RuntimeEventKind.WaitStarted:
                WaitStarted(e, time);
                break;
            case RuntimeEventKind.WaitStopped:
                WaitStopped(e.ThreadId, time);
                break;
            case RuntimeEventKind.WaitsPaused:
                Forget(time);
                break;
        }
    }

    /// <summary>A stack that the sampler took.</summary>
    public void Sampled(long threadId, long time, CallStack stack)
    {
        if (_threads.GetOrAdd(threadId) is { } thread && time >= thread.SampledAt)
        {
            thread.SampledAt = time;
            thread.SampledStack = stack;
            thread.LastStack = stack;
        }
    }

    /// <summary>The thread did something at this time that it cannot do while it waits for a lock: the end of an older wait was lost.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="time">Nanoseconds since the session began.</param>
    /// <param name="isEndOfWait">True when it says so itself that a wait is over: one for a task.</param>
    public void Moved(long threadId, long time, bool isEndOfWait)
    {
        if (!_threads.TryGet(threadId, out ThreadWait? thread))
        {
            return;
        }

        bool isInLostLock = thread.IsInLock && thread.LockStart < time;
        if (isInLostLock)
        {
            Release(thread.LockId, time);
            Leave(threadId, thread, time);
        }

        if (isInLostLock || isEndOfWait)
        {
            thread.MovedAt = Math.Max(thread.MovedAt, time);
        }
    }

    /// <summary>Events were lost, or are not told from now on: which waits go on is not known.</summary>
    public void Forget(long time)
    {
        ForgottenAt = time;
        InLocks = 0;
        Holds.CloseAll(time);
        _locks.Clear();
        _threads.Abandon();
    }

    private void ContentionStarted(in RuntimeEvent e, long time)
    {
        if (_threads.GetOrAdd(e.ThreadId) is not { } thread)
        {
            return;
        }

        if (thread.IsInLock)
        {
            // Its stop was lost: who has that lock now is not known.
            Release(thread.LockId, time);
            Leave(e.ThreadId, thread, time);
        }

        thread.MovedAt = time;
        thread.LastStack = e.Stack ?? thread.LastStack;
        if (e.LockId == 0)
        {
            return;
        }

        thread.EnterLock(time, e.LockId, e.Stack);
        InLocks++;
        if (!_locks.TryGetValue(e.LockId, out LockState? state))
        {
            state = new LockState();
            _locks.Add(e.LockId, state);
        }

        state.Waiters++;
        if (e.OwnerThreadId != 0 && e.OwnerThreadId != e.ThreadId)
        {
            state.Told(e.OwnerThreadId, time);
        }

        Changed(e.LockId, state, time);
    }

    private void ContentionStopped(long threadId, long time)
    {
        if (!_threads.TryGet(threadId, out ThreadWait? thread))
        {
            return;
        }

        thread.MovedAt = time;
        if (!thread.IsInLock)
        {
            return;
        }

        long lockId = thread.LockId;
        bool surelyHasIt = thread.LockStack is { } stack && !ContentionStack.MayGiveUp(stack);
        Leave(threadId, thread, time);
        if (!_locks.TryGetValue(lockId, out LockState? state))
        {
            return;
        }

        if (surelyHasIt)
        {
            state.Told(threadId, time);
            Changed(lockId, state, time);
        }
        else
        {
            Release(lockId, time);
        }
    }

    private void WaitStarted(in RuntimeEvent e, long time)
    {
        if (_threads.GetOrAdd(e.ThreadId) is not { } thread)
        {
            return;
        }

        thread.LastStack = e.Stack ?? thread.LastStack;
        if (!thread.IsInLock)
        {
            thread.MovedAt = time;
            thread.WaitStart = time;
            thread.WaitStack = e.Stack;
            return;
        }

        thread.InnerWaits++;
        if (_locks.TryGetValue(thread.LockId, out LockState? state))
        {
            if (thread.InnerWaits == 1)
            {
                state.WatchedWaiters++;
            }
            else
            {
                // It was woken, for somebody let the lock go, and found it taken.
                Release(thread.LockId, time);
            }
        }
    }

    private void WaitStopped(long threadId, long time)
    {
        if (!_threads.TryGet(threadId, out ThreadWait? thread))
        {
            return;
        }

        if (thread.IsInLock)
        {
            Release(thread.LockId, time);
            return;
        }

        if (thread.Now is { } wait)
        {
            Holds.Waited(threadId, wait with { End = time });
        }

        thread.MovedAt = time;
        thread.WaitStart = long.MinValue;
        thread.WaitStack = null;
    }

    // Unless its owner has been waiting since before it was named: then it cannot have let it go, and a waiter just gave up.
    private void Release(long lockId, long time)
    {
        if (_locks.TryGetValue(lockId, out LockState? state) && !IsStuck(state))
        {
            state.Released();
            Changed(lockId, state, time);
        }
    }

    private void Changed(long lockId, LockState state, long time) => Holds.Changed(lockId, state.Owner, state.Waiters, time);

    private bool IsStuck(LockState state) =>
        _threads.TryGet(state.Owner, out ThreadWait? owner) && owner.IsInLock && owner.LockStart <= state.ToldAt;

    private void Leave(long threadId, ThreadWait thread, long time)
    {
        Holds.Waited(threadId, new OwnerWait(thread.LockStart, time, thread.LockStack, thread.LockId));
        if (_locks.TryGetValue(thread.LockId, out LockState? state))
        {
            state.Waiters--;
            state.WatchedWaiters -= thread.InnerWaits > 0 ? 1 : 0;
            if (state.Waiters <= 0)
            {
                _locks.Remove(thread.LockId);
            }

            Changed(thread.LockId, state, time);
        }

        thread.LeaveLock();
        InLocks--;
    }
}
