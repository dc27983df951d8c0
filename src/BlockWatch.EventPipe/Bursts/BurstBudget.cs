namespace BlockWatch.EventPipe.Bursts;

/// <summary>What bursts may still take of the target's processor time: a bucket that fills with time.</summary>
/// <remarks>
/// A burst may be taken when the bucket is not empty; what it really took is known afterwards and may leave a debt, which is waited off.
/// The caller brings the time. Thread-safe.
/// </remarks>
internal sealed class BurstBudget
{
    private const double ScarceShare = 0.25;

    private readonly object _gate = new();
    private readonly double _capacityMs;
    private double _msPerSecond;
    private double _leftMs;
    private long _filledAtNs;

    /// <param name="capacityMs">What may be spent at once, milliseconds of processor time.</param>
    /// <param name="msPerSecond">What may be spent in the long run, milliseconds a second.</param>
    public BurstBudget(double capacityMs, double msPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(msPerSecond);
        _capacityMs = capacityMs;
        _msPerSecond = msPerSecond;
        _leftMs = capacityMs;
    }

    /// <summary>From now on so much may be spent in the long run.</summary>
    public void Limit(double msPerSecond, long nowNs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(msPerSecond);
        lock (_gate)
        {
            Fill_NeedsLock(nowNs);
            _msPerSecond = msPerSecond;
        }
    }

    /// <summary>True when a burst may be taken now.</summary>
    public bool MayTake(long nowNs)
    {
        lock (_gate)
        {
            Fill_NeedsLock(nowNs);
            return _leftMs > 0;
        }
    }

    /// <summary>True when so little is left that a look at each thread is worth more than many looks now and none later.</summary>
    public bool IsScarce(long nowNs)
    {
        lock (_gate)
        {
            Fill_NeedsLock(nowNs);
            return _leftMs < _capacityMs * ScarceShare;
        }
    }

    /// <summary>A burst took so much, milliseconds.</summary>
    public void Spend(double ms)
    {
        lock (_gate)
        {
            _leftMs -= ms;
        }
    }

    /// <summary>Nanoseconds until a burst may be taken; 0 when it may.</summary>
    public long UntilNext(long nowNs)
    {
        lock (_gate)
        {
            Fill_NeedsLock(nowNs);

            // One more than calculated: a fraction lost to rounding must not make a waiter come too early.
            return _leftMs > 0 ? 0 : (long)Math.Ceiling(-_leftMs / _msPerSecond * 1e9) + 1;
        }
    }

    private void Fill_NeedsLock(long nowNs)
    {
        _leftMs = Math.Min(_capacityMs, _leftMs + (Math.Max(0, nowNs - _filledAtNs) / 1e9 * _msPerSecond));
        _filledAtNs = Math.Max(_filledAtNs, nowNs);
    }
}
