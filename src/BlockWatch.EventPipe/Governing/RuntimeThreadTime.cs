namespace BlockWatch.EventPipe.Governing;

/// <summary>Sums up what threads ran that come and go, from looks at each one's account. Not thread-safe.</summary>
/// <remarks>What was there at the first look is counted from then on, what comes later from its birth; what goes, until it was last looked at.</remarks>
internal sealed class RuntimeThreadTime
{
    // A look can miss a thread that lives, and its time must not be counted twice; so many looks later it is gone.
    private const int Remembered = 8;

    private readonly Dictionary<long, (long RanNs, int Look)> _known = [];
    private double? _first;
    private double _last;
    private long _totalNs;
    private int _look;

    /// <summary>What they ran since the first look, milliseconds.</summary>
    public double Ms => _totalNs / 1e6;

    /// <summary>How long ago that was at the last one, seconds.</summary>
    public double Seconds => _first is { } first ? _last - first : 0;

    /// <summary>Takes one look.</summary>
    /// <param name="seconds">When, on any clock.</param>
    /// <param name="threads">Each thread's number, and how long it has run since its birth, nanoseconds.</param>
    public void Look(double seconds, IReadOnlyCollection<(long ThreadId, long RanNs)> threads)
    {
        _look++;
        foreach ((long thread, long ran) in threads)
        {
            // Less than before is another thread that was given the number.
            long before = _known.TryGetValue(thread, out (long RanNs, int Look) known) && known.RanNs <= ran ? known.RanNs : 0;
            _totalNs += _first is null ? 0 : ran - before;
            _known[thread] = (ran, _look);
        }

        foreach ((long thread, (long _, int look)) in _known)
        {
            if (look <= _look - Remembered)
            {
                _known.Remove(thread);
            }
        }

        // Before the first of them is there, nobody watches.
        if (_first is not null || threads.Count > 0)
        {
            _first ??= seconds;
            _last = seconds;
        }
    }
}
