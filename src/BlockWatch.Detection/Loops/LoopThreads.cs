using System.Diagnostics.CodeAnalysis;

namespace BlockWatch.Detection.Loops;

/// <summary>The threads outside the pool that run what is posted to them, and those that may. Bounded: over <see cref="Cap"/>, the one that was silent for longest goes.</summary>
internal sealed class LoopThreads
{
    public const int Cap = 256;

    private readonly LaneClocks _clocks;
    private readonly Func<long, string?>? _nameOf;
    private readonly Dictionary<long, LoopThread> _threads = [];

    public LoopThreads(LaneClocks clocks, Func<long, string?>? nameOf)
    {
        _clocks = clocks;
        _nameOf = nameOf;
    }

    /// <summary>Called with a thread that has to go, before it is forgotten.</summary>
    public Action<LoopThread>? Leaving { get; set; }

    public IReadOnlyCollection<LoopThread> All => _threads.Values;

    public LoopThread? Find(long threadId) => _threads.GetValueOrDefault(threadId);

    public bool TryGet(long threadId, [NotNullWhen(true)] out LoopThread? thread) => _threads.TryGetValue(threadId, out thread);

    public bool Remove(long threadId, [NotNullWhen(true)] out LoopThread? thread) => _threads.Remove(threadId, out thread);

    /// <summary>The thread, which a stack has shown to run what is posted to it.</summary>
    public LoopThread Recognise(long threadId)
    {
        LoopThread thread = GetOrAdd(threadId);
        if (!thread.IsLoop)
        {
            // Once for each loop: reading a name is quick, but it is done under the detector's lock.
            thread.IsLoop = true;
            thread.Name = _nameOf?.Invoke(threadId);
        }

        return thread;
    }

    public LoopThread GetOrAdd(long threadId)
    {
        if (!_threads.TryGetValue(threadId, out LoopThread? thread))
        {
            MakeRoom();
            thread = new LoopThread(threadId, _clocks.Now);
            _threads.Add(threadId, thread);
        }

        thread.LastTouched = _clocks.Now;
        return thread;
    }

    private void MakeRoom()
    {
        if (_threads.Count < Cap)
        {
            return;
        }

        LoopThread first = _threads.Values.First();
        foreach (LoopThread thread in _threads.Values)
        {
            first = IsWorthLess(thread, first) ? thread : first;
        }

        Leaving?.Invoke(first);
        _threads.Remove(first.ThreadId);
    }

    private static bool IsWorthLess(LoopThread one, LoopThread other) =>
        (one.IsLoop, !one.IsIdle, one.LastTouched).CompareTo((other.IsLoop, !other.IsIdle, other.LastTouched)) < 0;
}
