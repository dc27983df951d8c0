using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Locks;

/// <summary>What one thread, of the pool or not, waits for by the waits lane, and what proves that it went on.</summary>
internal sealed class ThreadWait
{
    /// <summary>True between the start and the stop of a contention.</summary>
    public bool IsInLock { get; private set; }

    /// <summary>When the contention began, nanoseconds since the session began.</summary>
    public long LockStart { get; private set; }

    public long LockId { get; private set; }

    /// <summary>The contention's stack; null when it was lost.</summary>
    public CallStack? LockStack { get; private set; }

    /// <summary>Waits of the runtime's own that began inside the contention; 0 when the runtime tells of none.</summary>
    public int InnerWaits { get; set; }

    /// <summary>When the latest wait outside a contention began; <see cref="long.MinValue"/> when none is open.</summary>
    public long WaitStart { get; set; } = long.MinValue;

    public CallStack? WaitStack { get; set; }

    /// <summary>The latest stack of any kind: it says whether the thread is the pool's.</summary>
    public CallStack? LastStack { get; set; }

    /// <summary>The latest sample, and when it was taken.</summary>
    public CallStack? SampledStack { get; set; }

    public long SampledAt { get; set; } = long.MinValue;

    /// <summary>When an event of the thread last said that a wait of it was over.</summary>
    public long MovedAt { get; set; } = long.MinValue;

    /// <summary>When a sample last showed it at work, or at another place than that where it waited.</summary>
    public long SeenMovingAt { get; set; } = long.MinValue;

    /// <summary>What it waits for, so far; null when for nothing.</summary>
    public OwnerWait? Now => IsInLock ? new OwnerWait(LockStart, long.MaxValue, LockStack, LockId)
        : WaitStart != long.MinValue ? new OwnerWait(WaitStart, long.MaxValue, WaitStack, LockId: 0)
        : null;

    public bool HoldsNothing => !IsInLock && WaitStart == long.MinValue;

    public void EnterLock(long time, long lockId, CallStack? stack)
    {
        IsInLock = true;
        LockStart = time;
        LockId = lockId;
        LockStack = stack;
        InnerWaits = 0;
    }

    public void LeaveLock()
    {
        IsInLock = false;
        LockId = 0;
        LockStack = null;
        InnerWaits = 0;
    }

    /// <summary>Which waits are open is not known any more.</summary>
    public void Abandon()
    {
        LeaveLock();
        WaitStart = long.MinValue;
        WaitStack = null;
    }
}
