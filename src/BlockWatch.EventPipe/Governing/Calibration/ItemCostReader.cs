namespace BlockWatch.EventPipe.Governing.Calibration;

/// <summary>Reads what the target used in each stretch, and tells the meter.</summary>
/// <remarks>Between the end of a stretch and the begin of the next one lies what a change of sessions took. Not thread-safe.</remarks>
internal sealed class ItemCostReader
{
    private readonly ItemCostMeter _meter;
    private readonly LaneCosts _costs;
    private readonly Func<double?> _cpuMs;
    private LaneActivity? _begin;
    private double? _cpuAtBegin;

    /// <param name="meter">What learns.</param>
    /// <param name="costs">What is reckoned for all but work items.</param>
    /// <param name="cpuMs">The target's processor time so far, milliseconds; null where it cannot be known.</param>
    public ItemCostReader(ItemCostMeter meter, LaneCosts costs, Func<double?> cpuMs)
    {
        _meter = meter;
        _cpuMs = cpuMs;

        // What goes on all the time is in every stretch, and work items are what is measured.
        _costs = costs with { BaseMsPerSecond = 0, RareItemUs = 0, FrequentItemUs = 0 };
    }

    /// <summary>False where nothing can be learnt.</summary>
    public bool CanRead => _cpuAtBegin is not null;

    /// <summary>A stretch begins.</summary>
    public void Begin(LaneActivity now) => Begin(now, _cpuMs());

    /// <summary>A stretch ends, and the next one begins at once.</summary>
    /// <inheritdoc cref="End(LaneActivity, bool, double)"/>
    public void Next(LaneActivity now, bool areTold, double itemsPerSecond) => Begin(now, End(now, areTold, itemsPerSecond));

    /// <summary>It ends.</summary>
    /// <param name="now">What the lanes brought until now.</param>
    /// <param name="areTold">Whether work items were told in it.</param>
    /// <param name="itemsPerSecond">How many the target runs a second.</param>
    /// <returns>The target's processor time so far, as it was read.</returns>
    public double? End(LaneActivity now, bool areTold, double itemsPerSecond)
    {
        double? cpuMs = _cpuMs();
        if (_begin is { } begin && _cpuAtBegin is { } before && cpuMs is { } after)
        {
            LaneActivity done = now.Since(begin);
            _meter.Tell(areTold, done.Seconds, after - before - _costs.MsOf(done), itemsPerSecond);
        }

        _begin = null;
        return cpuMs;
    }

    private void Begin(LaneActivity now, double? cpuMs)
    {
        _begin = now;
        _cpuAtBegin = cpuMs;
    }
}
