using BlockWatch.Detection.Spans;

namespace BlockWatch.Detection.Deadlocks;

/// <summary>Finds out whether every thread of the pool waits for the pool's own queue.</summary>
/// <remarks>A thread that computes, sleeps, waits for something outside, is idle, or of which nothing is known, makes it no deadlock but starvation, or nothing.</remarks>
internal sealed class PoolChains
{
    private readonly ThreadTable _threads;
    private readonly PoolPressure _pool;
    private readonly WaitForGraph _graph;

    public PoolChains(ThreadTable threads, PoolPressure pool, WaitForGraph graph)
    {
        _threads = threads;
        _pool = pool;
        _graph = graph;
    }

    /// <summary>The edges of each pool thread up to the queue, when all of them have stood so while the pool completed nothing and did not grow; null otherwise.</summary>
    /// <param name="now">Nanoseconds since the session began.</param>
    public List<List<WaitEdge>>? Find(long now)
    {
        if (_pool.StuckSince is not { } stuck || _pool.CountedAt - stuck < DeadlockWatch.StableNs)
        {
            return null;
        }

        List<List<WaitEdge>> chains = [];
        foreach (ThreadTrack track in _threads.All)
        {
            if (track is { State: SpanState.Idle, HasStopped: false })
            {
                // It would take the work.
                return null;
            }

            if (track.State == SpanState.Running)
            {
                if (track.Source != SpanSource.Event || ChainOf(track.ThreadId, now) is not { } chain)
                {
                    return null;
                }

                chains.Add(chain);
            }
        }

        bool isWholePool = chains.Count > 0 && chains.Count >= _pool.Threads;
        bool isCountedSince = isWholePool && _pool.CountedAt - chains.Max(chain => chain.Max(edge => edge.Since)) >= DeadlockWatch.StableNs;
        return isCountedSince ? chains : null;
    }

    // Null when it needs anything else than the queue, or that is not known.
    private List<WaitEdge>? ChainOf(long threadId, long now)
    {
        List<WaitEdge> chain = [];
        WaitNode node = WaitNode.Thread(threadId);
        while (node.Kind != WaitNodeKind.Pool)
        {
            if (chain.Count >= DeadlockWatch.LongestChain || _graph.EdgeOf(node, now) is not { } edge)
            {
                return null;
            }

            chain.Add(edge);
            node = edge.To;
        }

        return chain;
    }
}
