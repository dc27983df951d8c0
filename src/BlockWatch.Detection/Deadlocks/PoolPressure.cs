namespace BlockWatch.Detection.Deadlocks;

/// <summary>Since when the pool has had work in its queue, has completed none and has not grown.</summary>
internal sealed class PoolPressure
{
    private long? _lastCount;

    /// <summary>Threads of the pool at the last count.</summary>
    public int Threads { get; private set; }

    /// <summary>The first count after which nothing was completed, nanoseconds since the session began; null while work flows.</summary>
    public long? StuckSince { get; private set; }

    /// <summary>The last count, nanoseconds since the session began.</summary>
    public long CountedAt => _lastCount ?? long.MinValue;

    /// <summary>The last count that found the queue empty; <see cref="long.MinValue"/> when none did.</summary>
    public long EmptyAt { get; private set; } = long.MinValue;

    /// <summary>The last count that found work completed; <see cref="long.MinValue"/> when none did.</summary>
    public long CompletedAt { get; private set; } = long.MinValue;

    public void Counted(long time, int threads, long queue, long completed)
    {
        bool isStuck = queue > 0 && completed == 0 && threads == Threads;
        StuckSince = isStuck ? StuckSince ?? _lastCount : null;
        EmptyAt = queue == 0 ? time : EmptyAt;
        CompletedAt = completed > 0 ? time : CompletedAt;
        Threads = threads;
        _lastCount = time;
    }

    /// <summary>The pool has another number of threads: what was stuck may go on.</summary>
    public void Adjusted(int threads)
    {
        if (threads != Threads)
        {
            StuckSince = null;
        }
    }

    /// <summary>Events were lost.</summary>
    public void Lose()
    {
        StuckSince = null;
        _lastCount = null;
        EmptyAt = long.MinValue;
    }
}
