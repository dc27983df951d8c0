namespace BlockWatch.EventPipe.NetTrace;

/// <summary>The threads that have events held back, the one with the oldest event first.</summary>
internal sealed class ThreadHeap
{
    private (long Ticks, CaptureThread Thread)[] _entries = new (long, CaptureThread)[64];

    public int Count { get; private set; }

    /// <summary>The oldest event's ticks; the greatest number when there is none.</summary>
    public long OldestTicks => Count == 0 ? long.MaxValue : _entries[0].Ticks;

    public CaptureThread Oldest => _entries[0].Thread;

    public void Add(long ticks, CaptureThread thread)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        int at = Count++;
        while (at > 0 && IsBefore((ticks, thread), _entries[(at - 1) / 2]))
        {
            _entries[at] = _entries[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _entries[at] = (ticks, thread);
    }

    /// <summary>The first thread's oldest event was taken; these are the ticks of its next.</summary>
    public void ReplaceOldest(long ticks) => Sift((ticks, _entries[0].Thread));

    /// <summary>The first thread has no more events.</summary>
    public void RemoveOldest()
    {
        (long Ticks, CaptureThread Thread) last = _entries[--Count];
        _entries[Count] = default;
        if (Count > 0)
        {
            Sift(last);
        }
    }

    // Events of one instant come in the order in which their threads were first seen: one stream always gives one order.
    private static bool IsBefore((long Ticks, CaptureThread Thread) first, (long Ticks, CaptureThread Thread) second) =>
        first.Ticks < second.Ticks || (first.Ticks == second.Ticks && first.Thread.Ordinal < second.Thread.Ordinal);

    private void Sift((long Ticks, CaptureThread Thread) entry)
    {
        (long Ticks, CaptureThread Thread)[] entries = _entries;
        int at = 0;
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= Count)
            {
                break;
            }

            child += child + 1 < Count && IsBefore(entries[child + 1], entries[child]) ? 1 : 0;
            if (!IsBefore(entries[child], entry))
            {
                break;
            }

            entries[at] = entries[child];
            at = child;
        }

        entries[at] = entry;
    }
}
