namespace BlockWatch.EventPipe.Governing;

/// <summary>Sums up what threads ran that come and go, from looks at each one's account. Not thread-safe.</summary>
/// <remarks>What was there at the first look is counted from then on, what comes later from its birth; what goes, until it was last looked at.</remarks>
internal sealed class RuntimeThreadTime
{
    private Dictionary<long, long> _ranNs = [];
    private double? _first;
    private double _last;
    private long _totalNs;

    /// <summary>What they ran since the first look, milliseconds.</summary>
    public double Ms => _totalNs / 1e6;

    /// <summary>How long ago that was at the last one, seconds.</summary>
    public double Seconds => _first is { } first ? _last - first : 0;

    /// <summary>Takes one look.</summary>
    /// <param name="seconds">When, on any clock.</param>
    /// <param name="threads">Each thread's number, and how long it has run since its birth, nanoseconds.</param>
    public void Look(double seconds, IEnumerable<(long ThreadId, long RanNs)> threads)
    {
        Dictionary<long, long> now = [];
        foreach ((long thread, long ran) in threads)
        {
            now[thread] = ran;

            // Less than before is another thread that was given the number.
            _totalNs += _first is null ? 0 : _ranNs.TryGetValue(thread, out long before) && before <= ran ? ran - before : ran;
        }

        // Before the first of them is there, nobody watches.
        if (_first is not null || now.Count > 0)
        {
            _first ??= seconds;
            _last = seconds;
        }

        _ranNs = now;
    }
}
