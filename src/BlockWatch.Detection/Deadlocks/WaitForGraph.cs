using BlockWatch.Detection.Async;
using BlockWatch.Detection.Locks;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Deadlocks;

/// <summary>Whom a thread or a task needs before it can go on, now.</summary>
/// <remarks>
/// <code>
/// thread ──lock──▶ thread            task ──await──▶ task
/// thread ──blocked on──▶ task        task ──run by──▶ thread
///                                    task ──continuation posted──▶ thread of its context (inferred), or the pool
/// </code>
/// An edge that may be gone is none: of a thread that has been seen to move since, of a lock whose owner is not known, of a task that
/// stands for something outside. Pure; keeps nothing but which threads have turned out to have no context of their own, at most <see cref="SharedCap"/>.
/// </remarks>
internal sealed class WaitForGraph
{
    /// <summary>A continuation that has waited for its turn for less is just late.</summary>
    public const long LateNs = 800_000_000;

    // Between the end of a wait and the next start of one a sample may still be under way.
    private const long SettledNs = 200_000_000;

    // A continuation that stood in the pool's queue is gone from it when the queue has been empty since.
    private const long QueuedNs = 100_000_000;

    private const int SharedCap = 4_096;

    // A continuation of a method that was suspended there was handed on and ran elsewhere: the pool has it, or a context of several threads.
    private readonly HashSet<long> _shared = [];

    private readonly WaitBook _waits;
    private readonly AsyncGraph _graph;
    private readonly YieldNotes _yields;
    private readonly ThreadTable _threads;
    private readonly StackReader _reader;
    private readonly PoolPressure _pool;

    public WaitForGraph(WaitBook waits, AsyncGraph graph, YieldNotes yields, ThreadTable threads, StackReader reader, PoolPressure pool)
    {
        _waits = waits;
        _graph = graph;
        _yields = yields;
        _threads = threads;
        _reader = reader;
        _pool = pool;
    }

    /// <summary>Whom it needs; null when it needs nobody, or that is not known.</summary>
    /// <param name="node">A thread or a task.</param>
    /// <param name="now">Nanoseconds since the session began.</param>
    public WaitEdge? EdgeOf(WaitNode node, long now) => node.Kind switch
    {
        WaitNodeKind.Thread => LockOf(node) ?? TaskWaitOf(node),
        WaitNodeKind.Task when _graph.Find(node.Id) is { } task => OfTask(node, task, now),
        _ => null,
    };

    /// <summary>A thread is about to run a task: says where the continuations of other threads go. Before the await graph is told.</summary>
    public void Resumes(long threadId, long taskId)
    {
        if (_graph.Find(taskId) is { State: TaskState.Posted } task && task.ThreadId != 0 && task.ThreadId != threadId && _shared.Count < SharedCap)
        {
            _shared.Add(task.ThreadId);
        }
    }

    /// <summary>True when the thread still is in that wait, whoever has what it waits for.</summary>
    public bool StillWaits(WaitEdge edge) => edge.Link == DeadlockLink.Lock
        ? _waits.TryGet(edge.From.Id, out ThreadWait? thread) && thread.IsInLock && thread.LockStart == edge.WaitStart
        : _graph.WorkOf(edge.From.Id) is { Waited: { IsComplete: false } waited } work && waited.Id == edge.To.Id && work.WaitedSince == edge.WaitStart;

    /// <summary>When the thread was last known to have begun something else; <see cref="long.MinValue"/> when nothing says so.</summary>
    public long MovedAt(long threadId, long now)
    {
        long moved = long.MinValue;
        if (_threads.TryGet(threadId, out ThreadTrack? track))
        {
            moved = track switch
            {
                { State: SpanState.Running, Source: SpanSource.Event } => track.Start,
                { State: SpanState.Idle } => now,
                _ => long.MinValue,
            };
        }

        return moved;
    }

    /// <summary>The thread's stack in its present wait; null when none is known.</summary>
    public StackReading? StackOf(WaitEdge edge)
    {
        if (!_waits.TryGet(edge.From.Id, out ThreadWait? thread))
        {
            return null;
        }

        if (edge.Link == DeadlockLink.Lock && thread.LockStack is { } inLock)
        {
            return _reader.Read(inLock, Explanation.EvidenceKind.Contention, ranManagedCode: false);
        }

        if (edge.Link == DeadlockLink.TaskWait && thread.WaitStack is { } inWait && thread.WaitStart >= edge.WaitStart)
        {
            return _reader.Read(inWait, Explanation.EvidenceKind.Wait, ranManagedCode: false);
        }

        return thread.SampledStack is { } sampled && thread.SampledAt > edge.WaitStart
            ? _reader.Read(sampled, Explanation.EvidenceKind.Samples, ranManagedCode: false)
            : null;
    }

    /// <summary>True when a worker of the pool: by its work, or by its stack.</summary>
    public bool IsPoolWorker(long threadId) => _threads.TryGet(threadId, out ThreadTrack? track) && track.State != SpanState.Unknown;

    private WaitEdge? LockOf(WaitNode node)
    {
        if (!_waits.TryGet(node.Id, out ThreadWait? thread) || !thread.IsInLock || HasMoved(node.Id, thread, thread.LockStart))
        {
            return null;
        }

        // What it was told to wait for later is what it waits for now: the contention's stop was lost.
        bool waitsForTask = _graph.WorkOf(node.Id) is { Waited: not null } work && work.WaitedSince > thread.LockStart;
        if (waitsForTask || _waits.LockOf(thread.LockId) is not { } held || held.Owner == 0 || held.Owner == node.Id)
        {
            return null;
        }

        bool isProven = held.WatchedWaiters == held.Waiters || IsStuckSince(held.Owner, held.ToldAt);
        return new WaitEdge(
            node, WaitNode.Thread(held.Owner), DeadlockLink.Lock, Math.Max(thread.LockStart, held.OwnerSince), thread.LockStart, IsInferred: false, isProven);
    }

    private WaitEdge? TaskWaitOf(WaitNode node)
    {
        if (_graph.WorkOf(node.Id) is not { Waited: { IsComplete: false } task } work)
        {
            return null;
        }

        // A task that is waited for may be run by who waits: meanwhile the thread is not blocked.
        bool runsSomething = work.InnermostSince > work.WaitedSince;
        _waits.TryGet(node.Id, out ThreadWait? thread);
        return runsSomething || HasMoved(node.Id, thread, work.WaitedSince)
            ? null
            : new WaitEdge(node, WaitNode.Task(task.Id), DeadlockLink.TaskWait, work.WaitedSince, work.WaitedSince, IsInferred: false, IsProven: true);
    }

    private WaitEdge? OfTask(WaitNode node, TaskNode task, long now)
    {
        switch (task.State)
        {
            case TaskState.Running when Runs(task.ThreadId, task):
                return Edge(node, task, WaitNode.Thread(task.ThreadId), DeadlockLink.RunBy, isInferred: false);
            case TaskState.Awaiting when task.Awaited is { IsComplete: false } awaited:
                return Edge(node, task, WaitNode.Task(awaited.Id), DeadlockLink.Await, isInferred: false);
            case TaskState.Queued:
                return Edge(node, task, WaitNode.Pool, DeadlockLink.PoolQueue, isInferred: true);
            case TaskState.Suspended when _yields.HasYielded(task) && !IsOutsidePool(task.ThreadId):
                return Edge(node, task, WaitNode.Pool, DeadlockLink.PoolQueue, isInferred: true);
            case TaskState.Posted or TaskState.Resumable when task.Awaited is { IsComplete: true } completed && !IsBeingResumed(completed):
                return OfContinuation(node, task, now);
            default:
                return null;
        }
    }

    private WaitEdge? OfContinuation(WaitNode node, TaskNode task, long now)
    {
        if (!IsOutsidePool(task.ThreadId))
        {
            return Edge(node, task, WaitNode.Pool, DeadlockLink.PoolQueue, isInferred: true);
        }

        // In a queue of the pool it would have run by now.
        bool isNotInPool = !_shared.Contains(task.ThreadId) && _pool.EmptyAt >= task.StateSince + QueuedNs;
        return isNotInPool && now - task.StateSince >= LateNs
            ? Edge(node, task, WaitNode.Thread(task.ThreadId), DeadlockLink.Context, isInferred: true)
            : null;
    }

    private static WaitEdge Edge(WaitNode node, TaskNode task, WaitNode to, DeadlockLink link, bool isInferred) =>
        new(node, to, link, task.StateSince, task.StateSince, isInferred, IsProven: !isInferred);

    // Its frames are on that thread's stack, and the thread has not turned back to its queue since.
    private bool Runs(long threadId, TaskNode task) =>
        _graph.WorkOf(threadId) is { } work && work.Executions.Contains(task) && MovedAt(threadId, long.MaxValue) <= task.StateSince;

    private bool IsBeingResumed(TaskNode completed)
    {
        foreach ((_, ThreadWork work) in _graph.Threads)
        {
            if (work.IsCompleting(completed))
            {
                return true;
            }
        }

        return false;
    }

    // Only who is known to be outside the pool: a stack says so, and no work of the pool was ever seen on it.
    private bool IsOutsidePool(long threadId) =>
        !IsPoolWorker(threadId) && _waits.TryGet(threadId, out ThreadWait? thread) && thread.LastStack is { } stack
        && _reader.Read(stack, Explanation.EvidenceKind.Wait, ranManagedCode: false).Kind == PoolStackKind.NotPool;

    private bool IsStuckSince(long threadId, long time) =>
        (_waits.TryGet(threadId, out ThreadWait? owner) && owner.IsInLock && owner.LockStart <= time)
        || (_graph.WorkOf(threadId) is { Waited: { IsComplete: false } } work && work.WaitedSince <= time);

    private bool HasMoved(long threadId, ThreadWait? thread, long waitStart) =>
        MovedAt(threadId, long.MaxValue) > waitStart || (thread is not null && thread.SeenMovingAt > waitStart + SettledNs);
}
