using BlockWatch.Detection.Async;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Locks;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Spans;

namespace BlockWatch.Detection.Deadlocks;

/// <summary>Finds deadlocks while they last, and sees when one resolves after all.</summary>
/// <remarks>
/// Each thread and each task needs at most one other: who follows the edges either comes to an end or runs into a ring. A ring in which
/// nothing has changed for <see cref="StableNs"/> is a deadlock. A pool is in one when every thread of it runs something whose edges lead to
/// the pool's own queue, while nothing completes and the pool does not grow: a thread that computes, sleeps or waits for something outside,
/// or of which nothing is known, makes it none. Looks at most ten times a second, and only while threads wait. Keeps the last
/// <see cref="Cap"/> deadlocks.
/// </remarks>
internal sealed class DeadlockWatch
{
    public const int Cap = 256;

    /// <summary>A ring that has held for so long is a deadlock: with what events are late by, it is told within 2 s of when it closed.</summary>
    public const long StableNs = 850_000_000;

    /// <summary>Longer chains are not followed.</summary>
    public const int LongestChain = 256;

    private const long LookEveryNs = 100_000_000;

    // From then on stacks are wanted: they may show that one of the threads goes on.
    private const long AskAfterNs = 400_000_000;

    // Other lanes are behind the clock by at most so much.
    private const long LateNs = 400_000_000;

    private readonly LaneClocks _clocks;
    private readonly AsyncGraph _async;
    private readonly IDetectionListener _listener;
    private readonly WaitBook _waits;
    private readonly PoolPressure _pool = new();
    private readonly YieldNotes _yields;
    private readonly WaitForGraph _graph;
    private readonly DeadlockMaker _maker;
    private readonly StackReader _reader;
    private readonly PoolChains _poolChains;
    private readonly DeadlockEnds _ends;
    private readonly List<FoundDeadlock> _found = [];

    // Threads of rings that are not old enough yet, for which stacks were asked.
    private readonly Dictionary<long, long> _asked = [];
    private readonly HashSet<WaitNode> _passed = [];
    private long _nextLook = long.MinValue;

    public DeadlockWatch(LaneClocks clocks, WaitBook waits, ThreadTable threads, AsyncGraph async, StackReader reader, IDetectionListener listener)
    {
        _clocks = clocks;
        _waits = waits;
        _async = async;
        _reader = reader;
        _listener = listener;
        _yields = new YieldNotes(async);
        _graph = new WaitForGraph(_waits, async, _yields, threads, reader, _pool);
        _maker = new DeadlockMaker(_graph, async);
        _poolChains = new PoolChains(threads, _pool, _graph);
        _ends = new DeadlockEnds(_waits, async, _pool, _graph);
    }

    /// <summary>Those that are kept, in the order found.</summary>
    public IEnumerable<Deadlock> Deadlocks => _found.Select(found => found.Deadlock);

    /// <summary>How many there were, also those that are not kept any more.</summary>
    public int FoundCount { get; private set; }

    /// <summary>Takes one event, of any lane; one of the async lane before the await graph is told, and <see cref="AfterAsync"/> then.</summary>
    /// <param name="e">The event.</param>
    /// <param name="time">Its time within its lane.</param>
    public void Before(in RuntimeEvent e, long time)
    {
        switch (e.Lane)
        {
            case Lane.Waits:
                _waits.Observe(e, time);
                break;
            case Lane.Async:
                BeforeAsync(e);
                break;
            case Lane.Bursts when e is { Kind: RuntimeEventKind.Sampled, Stack: { } stack }:
                Sampled(e.ThreadId, time, stack, e.RanManagedCode);
                break;
            case Lane.Spans when e.Kind == RuntimeEventKind.PoolCounted:
                _pool.Counted(time, e.PoolThreads, e.QueueLength, e.CompletedItems);
                break;
            case Lane.Spans when e.Kind == RuntimeEventKind.PoolAdjusted:
                _pool.Adjusted(e.PoolThreads);
                break;
        }
    }

    /// <summary>Takes an event of the async lane that the await graph has been told of.</summary>
    public void AfterAsync(in RuntimeEvent e) => _yields.After(e);

    /// <summary>Events of a lane were lost: what it says of waits that go on is forgotten.</summary>
    public void Lose(Lane lane, long time)
    {
        if (lane == Lane.Waits)
        {
            _waits.Forget(time);
        }
        else if (lane == Lane.Spans)
        {
            _pool.Lose();
        }
        else if (lane == Lane.Async)
        {
            _yields.After(RuntimeEvent.EventsLost(lane, time, 0));
        }
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="now">The detector's clock.</param>
    public void Check(long now)
    {
        if (now < _nextLook)
        {
            return;
        }

        _nextLook = now + LookEveryNs;
        EndThoseThatResolved(now);
        if (_waits.InLocks == 0 && _async.Count == 0)
        {
            return;
        }

        _passed.Clear();
        foreach ((long threadId, ThreadWait wait) in _waits.Threads)
        {
            if (wait.IsInLock)
            {
                Follow(WaitNode.Thread(threadId), now);
            }
        }

        foreach ((long threadId, ThreadWork work) in _async.Threads)
        {
            if (work.Waited is not null)
            {
                Follow(WaitNode.Thread(threadId), now);
            }
        }

        CheckPool(now);
    }

    private void BeforeAsync(in RuntimeEvent e)
    {
        if (e.Kind == RuntimeEventKind.ExecutionStarted)
        {
            _graph.Resumes(e.ThreadId, e.TaskId);
        }

        _yields.Before(e);
        if (e.ThreadId != 0)
        {
            _waits.Moved(e.ThreadId, e.Time, isEndOfWait: e.Kind == RuntimeEventKind.TaskWaitEnded);
        }
    }

    private void Sampled(long threadId, long time, Stacks.CallStack stack, bool ranManagedCode)
    {
        bool isKnown = _waits.TryGet(threadId, out ThreadWait? wait);
        if (!isKnown && _async.WorkOf(threadId)?.Waited is null)
        {
            return;
        }

        _waits.Sampled(threadId, time, stack);
        StackReading reading = _reader.Read(stack, EvidenceKind.Samples, ranManagedCode);

        // By the scheduler's account a thread that waits runs for a moment at times, and waits on: where it is says what it does.
        bool isInWait = reading.Site?.Category is BlockingCategory.TaskWait or BlockingCategory.Lock;
        bool isMoving = (ranManagedCode && !isInWait) || reading.Kind == PoolStackKind.IdleWorker;
        if (isMoving && _waits.TryGet(threadId, out wait))
        {
            wait.SeenMovingAt = Math.Max(wait.SeenMovingAt, time);
        }
    }

    // From one thread along the edges, until they end, lead into what was passed before, or into themselves.
    private void Follow(WaitNode start, long now)
    {
        List<WaitEdge> path = [];
        WaitNode node = start;
        while (path.Count < LongestChain && _passed.Add(node) && _graph.EdgeOf(node, now) is { } edge)
        {
            path.Add(edge);
            node = edge.To;
        }

        int first = path.FindIndex(edge => edge.From == node);
        if (first >= 0)
        {
            Closed(path[first..], DeadlockKind.Cycle, now, others: []);
        }
    }

    private void Closed(List<WaitEdge> ring, DeadlockKind kind, long now, List<WaitEdge> others)
    {
        long closed = ring.Concat(others).Max(edge => edge.Since);
        WaitEdge[] waits = [.. ring.Concat(others).Where(edge => edge.From.Kind == WaitNodeKind.Thread)];
        if (waits.Length == 0 || _found.Exists(found => found.Deadlock.EndNs is null && found.IsOf(waits)))
        {
            return;
        }

        if (KnownUntil(ring, now) - closed >= StableNs)
        {
            Tell(ring, kind, closed, waits, others);
        }
        else if (now - closed >= AskAfterNs)
        {
            Ask(waits[0].From.Id, closed);
        }
    }

    // All that happened in the ring up to then would have been told.
    private long KnownUntil(List<WaitEdge> ring, long now)
    {
        bool hasLocks = ring.Exists(edge => edge.Link == DeadlockLink.Lock);
        bool hasTasks = ring.Exists(edge => edge.Link != DeadlockLink.Lock);
        long known = now;
        known = hasLocks ? Math.Min(known, Math.Max(_clocks.WaitsWhole, now - LateNs)) : known;
        return hasTasks ? Math.Min(known, Math.Max(_clocks.LatestOf(Lane.Async), now - LateNs)) : known;
    }

    private void Tell(List<WaitEdge> ring, DeadlockKind kind, long closed, WaitEdge[] waits, List<WaitEdge> others)
    {
        if (_found.Count >= Cap)
        {
            // Of those that go on none is forgotten: it would be found again.
            int over = _found.FindIndex(found => found.Deadlock.EndNs is not null);
            if (over < 0)
            {
                return;
            }

            _found.RemoveAt(over);
        }

        Deadlock deadlock = _maker.Make(++FoundCount, kind, ring, closed, others);
        _found.Add(new FoundDeadlock(deadlock, waits));
        _listener.OnDeadlockFound(deadlock);
    }

    private void Ask(long threadId, long closed)
    {
        if (_asked.Count >= Cap)
        {
            _asked.Clear();
        }

        if (!_asked.TryGetValue(threadId, out long before) || before != closed)
        {
            _asked[threadId] = closed;
            _listener.OnEvidenceWanted(new EvidenceRequest(EvidenceReason.Deadlock, threadId, closed));
        }
    }

    private void CheckPool(long now)
    {
        bool isKnown = _found.Exists(found => found.Deadlock is { Kind: DeadlockKind.Pool, EndNs: null });
        if (!isKnown && _poolChains.Find(now) is { } chains)
        {
            List<WaitEdge> shown = _maker.FirstOf(chains);
            Closed(shown, DeadlockKind.Pool, now, [.. chains.Where(chain => chain != shown).Select(chain => chain[0])]);
        }
    }

    private void EndThoseThatResolved(long now)
    {
        foreach (FoundDeadlock found in _found)
        {
            if (found.Deadlock.EndNs is null && _ends.EndOf(found, now) is { } end)
            {
                found.Deadlock = found.Deadlock with { EndNs = Math.Max(end, found.Deadlock.StartNs) };
                _listener.OnDeadlockEnded(found.Deadlock);
            }
        }
    }
}
