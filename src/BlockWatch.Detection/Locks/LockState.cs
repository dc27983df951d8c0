namespace BlockWatch.Detection.Locks;

/// <summary>What is known of a lock for which threads wait.</summary>
internal sealed class LockState
{
    /// <summary>The thread that holds it; 0 when that is not known.</summary>
    public long Owner { get; private set; }

    /// <summary>Since when it is that one, as far as was told, nanoseconds since the session began.</summary>
    public long OwnerSince { get; private set; }

    /// <summary>When it was told last that it is that one.</summary>
    public long ToldAt { get; private set; }

    /// <summary>Threads that wait for it.</summary>
    public int Waiters { get; set; }

    /// <summary>Of these, the ones whose own wait inside the contention was told: a release of the lock ends one of those waits.</summary>
    public int WatchedWaiters { get; set; }

    public void Told(long owner, long time)
    {
        if (owner != Owner)
        {
            Owner = owner;
            OwnerSince = time;
        }

        ToldAt = time;
    }

    /// <summary>It was let go, and nobody said who has it now.</summary>
    public void Released() => Owner = 0;
}
