using System.Diagnostics.CodeAnalysis;

namespace BlockWatch.Detection.Locks;

/// <summary>The waits of all threads. Holds at most <see cref="Cap"/>; those that wait for nothing are forgotten first, and then new ones are not followed.</summary>
internal sealed class ThreadWaits
{
    public const int Cap = 4_096;

    private readonly Dictionary<long, ThreadWait> _threads = [];

    public IEnumerable<KeyValuePair<long, ThreadWait>> All => _threads;

    public bool TryGet(long threadId, [NotNullWhen(true)] out ThreadWait? thread) => _threads.TryGetValue(threadId, out thread);

    /// <summary>What a thread waits for, so far; null when for nothing.</summary>
    public OwnerWait? NowOf(long threadId) => _threads.GetValueOrDefault(threadId)?.Now;

    /// <summary>Which waits are open is not known any more.</summary>
    public void Abandon()
    {
        foreach (ThreadWait thread in _threads.Values)
        {
            thread.Abandon();
        }
    }

    /// <summary>Null when there are too many that wait.</summary>
    public ThreadWait? GetOrAdd(long threadId)
    {
        if (_threads.TryGetValue(threadId, out ThreadWait? known))
        {
            return known;
        }

        if (_threads.Count >= Cap)
        {
            foreach ((long id, ThreadWait thread) in _threads)
            {
                if (thread.HoldsNothing)
                {
                    _threads.Remove(id);
                }
            }
        }

        if (_threads.Count >= Cap)
        {
            return null;
        }

        var added = new ThreadWait();
        _threads.Add(threadId, added);
        return added;
    }
}
