using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Locks;

/// <summary>A stretch in which one thread is known to have held a lock while others waited for it.</summary>
/// <remarks>It may have held the lock for longer: before anybody wanted it the runtime tells nothing.</remarks>
internal sealed class LockHold
{
    /// <summary>Waits of the owner beyond these are not kept.</summary>
    public const int WaitCap = 16;

    private readonly List<OwnerWait> _waits = [];
    private readonly List<string> _toldTo = [];

    public LockHold(long lockId, long owner, long start)
    {
        LockId = lockId;
        Owner = owner;
        Start = start;
    }

    public long LockId { get; }

    /// <summary>The thread that held it.</summary>
    public long Owner { get; }

    /// <summary>Nanoseconds since the session began.</summary>
    public long Start { get; }

    /// <summary>Nanoseconds since the session began; <see cref="long.MaxValue"/> while it goes on.</summary>
    public long End { get; private set; } = long.MaxValue;

    /// <summary>The most threads that waited for the lock at once.</summary>
    public int Waiters { get; set; }

    /// <summary>What the owner waited for meanwhile, in order of time, not one inside the other.</summary>
    public IReadOnlyList<OwnerWait> Waits => _waits;

    /// <summary>A wait of the owner; what of it lies outside the hold is cut off.</summary>
    public void AddWait(long start, long end, CallStack? stack, long lockId)
    {
        start = Math.Max(start, _waits.Count > 0 ? Math.Max(Start, _waits[^1].End) : Start);
        if (end > start && _waits.Count < WaitCap)
        {
            _waits.Add(new OwnerWait(start, end, stack, lockId));
        }
    }

    public void Close(long time) => End = Math.Max(time, Start);

    /// <summary>True the first time that it is told to this site: several of those that wait there tell of it.</summary>
    public bool TellTo(string siteId)
    {
        if (_toldTo.Contains(siteId))
        {
            return false;
        }

        _toldTo.Add(siteId);
        return true;
    }
}
