namespace BlockWatch.EventPipe.Lanes.AsyncProfiler;

/// <summary>What one thread has resumed and not yet left, the outermost first: a method that completes a task resumes what awaits it inside.</summary>
internal sealed class ResumedThread
{
    // Deeper is damage: each is a stretch of the thread's stack.
    private const int MostNested = 64;

    // Kept and used again: a server resumes methods thousands of times a second.
    private readonly List<ResumedMethods> _slots = [];

    /// <summary>The last buffer's end, by the trace's clock.</summary>
    public long EndTicks { get; set; } = long.MinValue;

    public int Depth { get; private set; }

    public ResumedMethods this[int depth] => _slots[depth];

    /// <summary>Begins one; null when too many are open.</summary>
    public ResumedMethods? Push()
    {
        if (Depth == MostNested)
        {
            return null;
        }

        if (Depth == _slots.Count)
        {
            _slots.Add(new ResumedMethods());
        }

        return _slots[Depth++];
    }

    /// <summary>Ends the innermost; null when none is open: its start was not told.</summary>
    public ResumedMethods? Pop() => Depth == 0 ? null : _slots[--Depth];

    public void Clear() => Depth = 0;
}
