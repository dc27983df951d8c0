using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Waits;

/// <summary>The wait and the contention that a thread is in.</summary>
/// <remarks>
/// <code>
/// wait          |--------|                 a wait of its own
/// contention    |------------|             the runtime's wait for the lock lies inside the contention
///   wait          |-------|                and is no evidence of its own
/// wait          |------------------|       Monitor.Wait takes its lock back at the end
///   contention              |---|
/// </code>
/// A start while one of the same kind is open means that its stop was lost: how long that one was is not known and it is
/// forgotten. A stop without a start belongs to a wait that began before the session.
/// </remarks>
internal sealed class OpenWaits
{
    private bool _waitInsideContention;

    public ExactInterval? Wait { get; private set; }

    public ExactInterval? Contention { get; private set; }

    public bool IsEmpty => Wait is null && Contention is null && !_waitInsideContention;

    /// <summary>True when the wait is one of its own, not the contention's.</summary>
    public bool StartWait(long time, StackReading? reading)
    {
        if (Contention is not null)
        {
            _waitInsideContention = true;
            return false;
        }

        // Without a stack it still ends the wait before it, and its own stop must find something to end.
        Wait = reading is null ? null : new ExactInterval(time, time, reading, 0, 0);
        return Wait is not null;
    }

    public ExactInterval? StopWait(long time)
    {
        if (_waitInsideContention)
        {
            _waitInsideContention = false;
            return null;
        }

        ExactInterval? closed = Wait is { } open ? open with { End = time } : null;
        Wait = null;
        return closed;
    }

    public void StartContention(long time, StackReading? reading, long lockId, long ownerThreadId)
    {
        _waitInsideContention = false;
        Contention = reading is null ? null : new ExactInterval(time, time, reading, lockId, ownerThreadId);
    }

    public ExactInterval? StopContention(long time)
    {
        _waitInsideContention = false;
        ExactInterval? closed = Contention is { } open ? open with { End = time } : null;
        Contention = null;
        return closed;
    }

    /// <summary>Events were lost: what seems open may be over.</summary>
    public void Abandon()
    {
        Wait = null;
        Contention = null;
        _waitInsideContention = false;
    }
}
