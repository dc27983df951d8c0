using BlockWatch.Detection.Async;
using BlockWatch.Detection.Locks;

namespace BlockWatch.Detection.Deadlocks;

/// <summary>Sees that a deadlock has resolved: one of its threads goes on, or the pool completes work.</summary>
internal sealed class DeadlockEnds
{
    private readonly WaitBook _waits;
    private readonly AsyncGraph _async;
    private readonly PoolPressure _pool;
    private readonly WaitForGraph _graph;

    public DeadlockEnds(WaitBook waits, AsyncGraph async, PoolPressure pool, WaitForGraph graph)
    {
        _waits = waits;
        _async = async;
        _pool = pool;
        _graph = graph;
    }

    /// <summary>When it resolved, nanoseconds since the session began; null while it lasts, and while what would tell was lost.</summary>
    public long? EndOf(FoundDeadlock found, long now)
    {
        if (found.Deadlock.Kind == DeadlockKind.Pool && _pool.CompletedAt > found.Deadlock.StartNs + DeadlockWatch.StableNs)
        {
            return _pool.CompletedAt;
        }

        long? end = null;
        foreach (WaitEdge wait in found.Waits)
        {
            if (EndOf(wait, now) is { } over)
            {
                end = Math.Min(over, end ?? over);
            }
        }

        return end;
    }

    private long? EndOf(WaitEdge wait, long now)
    {
        if (!_graph.StillWaits(wait) && !IsForgotten(wait))
        {
            return _waits.TryGet(wait.From.Id, out ThreadWait? thread) && thread.MovedAt > wait.WaitStart ? thread.MovedAt : now;
        }

        // Its end was lost, and the thread has begun something else.
        long moved = _graph.MovedAt(wait.From.Id, now);
        return moved > wait.WaitStart ? moved : null;
    }

    // Events were lost since, or are not told: then the wait's end would not be known.
    private bool IsForgotten(WaitEdge wait) => wait.Link == DeadlockLink.Lock
        ? _waits.ForgottenAt >= wait.WaitStart && !(_waits.TryGet(wait.From.Id, out ThreadWait? thread) && thread.MovedAt > _waits.ForgottenAt)
        : _async.Since is not { } since || (since > wait.WaitStart && _async.WorkOf(wait.From.Id) is null);
}
