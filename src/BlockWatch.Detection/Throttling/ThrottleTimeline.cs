namespace BlockWatch.Detection.Throttling;

/// <summary>When the target's container was stopped for having used up its share of the processors, as far as two looks at its account tell.</summary>
/// <remarks>Keeps the last <see cref="Cap"/> intervals in which it was.</remarks>
internal sealed class ThrottleTimeline
{
    public const int Cap = 1024;

    // In time order.
    private readonly Queue<(long Start, long End)> _intervals = new();

    /// <summary>Between these looks it was stopped in so many of its periods.</summary>
    public void Add(long start, long end, long periods)
    {
        if (periods <= 0)
        {
            return;
        }

        if (_intervals.Count >= Cap)
        {
            _intervals.Dequeue();
        }

        _intervals.Enqueue((start, end));
    }

    /// <summary>True when it was surely stopped within that time: both looks lie in it.</summary>
    public bool IsWithin(long start, long end)
    {
        foreach ((long Start, long End) interval in _intervals)
        {
            if (interval.Start >= start && interval.End <= end)
            {
                return true;
            }
        }

        return false;
    }
}
