namespace BlockWatch.EventPipe.Bursts;

/// <summary>How many bursts may still be taken: a bucket that fills with time.</summary>
/// <remarks>Pure; the caller brings the time. Not thread-safe.</remarks>
internal sealed class BurstBudget
{
    private readonly double _capacity;
    private readonly double _perSecond;
    private double _tokens;
    private long _filledAtNs;

    /// <param name="capacity">Bursts that may follow each other at once.</param>
    /// <param name="perSecond">Bursts a second in the long run.</param>
    public BurstBudget(double capacity, double perSecond)
    {
        _capacity = capacity;
        _perSecond = perSecond;
        _tokens = capacity;
    }

    /// <summary>Takes one burst out of the bucket; false when it is empty.</summary>
    public bool TryTake(long nowNs)
    {
        _tokens = TokensAt(nowNs);
        _filledAtNs = Math.Max(_filledAtNs, nowNs);
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }

    /// <summary>Nanoseconds until one burst is there again; 0 when one is.</summary>
    public long UntilNext(long nowNs)
    {
        // One more than calculated: a fraction lost to rounding must not make a waiter come too early.
        double tokens = TokensAt(nowNs);
        return tokens >= 1 ? 0 : (long)Math.Ceiling((1 - tokens) / _perSecond * 1e9) + 1;
    }

    private double TokensAt(long nowNs) => Math.Min(_capacity, _tokens + (Math.Max(0, nowNs - _filledAtNs) / 1e9 * _perSecond));
}
