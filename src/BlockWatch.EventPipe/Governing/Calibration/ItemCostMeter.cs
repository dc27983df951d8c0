namespace BlockWatch.EventPipe.Governing.Calibration;

/// <summary>Learns what a work item that is told costs this target, from stretches of time in which work items were told and others in which they were not.</summary>
/// <remarks>
/// <code>
/// told   ====|      |====|      |====
/// not        |------|    |------|         one comparison: what a pause took, against the mean of what lay before and behind it
/// </code>
/// One comparison is worth little: on a web server of 2,000 requests a second two neighbouring seconds differ by some 17 ms of processor time, as much as the
/// default budget. Of the last comparisons the mean of the middle half counts, weighed against the usual cost by how far they agree (the mean of a normal
/// distribution whose prior is the usual cost). docs/decisions/0019 has the measurements.
/// Pure. Thread-safe for reading what was learnt; told by one thread.
/// </remarks>
internal sealed class ItemCostMeter
{
    /// <summary>With fewer comparisons nothing is known.</summary>
    public const int FewestComparisons = 5;

    /// <summary>With so many the cost is known well enough to compare rarely.</summary>
    public const int EnoughComparisons = 10;

    // What is older is forgotten: a target's load changes.
    private const int Remembered = 24;

    // A stretch of less says nothing: processor time is counted in steps of 10 ms.
    private const double LeastSeconds = 0.8;

    // Of what lay before a pause the last so much counts.
    private const double MostSeconds = 4;

    // A load that changed by more in between makes the difference, not the telling.
    private const double SameLoad = 1.5;

    // Fewer work items are no load to measure at.
    private const double FewestItems = 1_000;

    // The quartiles of a normal distribution are so many standard deviations apart, and the mean of its middle half scatters so much more than the mean of all.
    private const double QuartileDistance = 1.349;
    private const double MiddleMeanScatter = 1.2;

    private readonly LaneCosts _usual;
    private readonly LaneCosts _dearest;
    private readonly Queue<double> _differences = new();
    private readonly List<double> _rates = [];
    private Stretch _before;
    private Stretch _untold;
    private Stretch _after;
    private volatile ItemCost? _measured;

    /// <param name="usual">What is reckoned with while nothing is known.</param>
    /// <param name="dearest">The most that was ever measured: how far the usual cost may be off.</param>
    public ItemCostMeter(LaneCosts usual, LaneCosts dearest)
    {
        _usual = usual;
        _dearest = dearest;
    }

    /// <summary>What the comparisons say; null while there are too few.</summary>
    public ItemCost? Measured => _measured;

    /// <summary>What to reckon with, microseconds of the target's processor time.</summary>
    /// <param name="perSecond">How many work items there are a second.</param>
    /// <param name="slowness">By how much the machine makes the usual cost more: what was measured has that in it.</param>
    public double ItemUs(double perSecond, double slowness = 1)
    {
        double usual = _usual.ItemUs(perSecond) * slowness;
        if (_measured is not { } measured)
        {
            return usual;
        }

        double doubt = Math.Max(0.1, (_dearest.ItemUs(perSecond) - usual) / 2);
        double weight = doubt * doubt / ((doubt * doubt) + (measured.StandardErrorUs * measured.StandardErrorUs));
        return Math.Max(0, usual + (weight * (measured.Us - usual)));
    }

    /// <summary>True when the usual cost, should it be wrong, would break the budget: then it is worth a pause to measure it.</summary>
    /// <param name="perSecond">How many work items there are a second.</param>
    /// <param name="budgetMs">The budget, milliseconds a second.</param>
    public bool IsWorthAPause(double perSecond, double budgetMs) =>
        perSecond >= FewestItems && perSecond * (_dearest.ItemUs(perSecond) - _usual.ItemUs(perSecond)) / 1000 > budgetMs / 2;

    /// <summary>Takes what a stretch took that was all told, or all not.</summary>
    /// <param name="areTold">Whether work items were told in it.</param>
    /// <param name="seconds">How long it was.</param>
    /// <param name="cpuMs">The target's processor time in it without what else watching took, milliseconds.</param>
    /// <param name="itemsPerSecond">How many work items the target ran a second, about then.</param>
    public void Tell(bool areTold, double seconds, double cpuMs, double itemsPerSecond)
    {
        if (seconds <= 0)
        {
            return;
        }

        if (itemsPerSecond < FewestItems)
        {
            Restart();
            return;
        }

        _rates.Add(itemsPerSecond);
        if (!areTold)
        {
            _untold = _untold.With(seconds, cpuMs).Within(MostSeconds);
        }
        else if (_untold.Seconds < LeastSeconds)
        {
            // A pause that a stall has cut short says nothing.
            _untold = default;
            _before = _before.With(seconds, cpuMs).Within(MostSeconds);
            _rates.RemoveRange(0, Math.Max(0, _rates.Count - (int)MostSeconds));
        }
        else
        {
            _after = _after.With(seconds, cpuMs);
            if (_after.Seconds >= LeastSeconds)
            {
                Compare(_rates.Max() / _rates.Min(), _rates.Average());
                _before = _after;
                _after = _untold = default;
                _rates.Clear();
                _rates.Add(itemsPerSecond);
            }
        }
    }

    private void Restart()
    {
        _before = _untold = _after = default;
        _rates.Clear();
    }

    private void Compare(double change, double itemsPerSecond)
    {
        if (_before.Seconds < LeastSeconds || change > SameLoad)
        {
            return;
        }

        double told = (_before.MsPerSecond + _after.MsPerSecond) / 2;
        _differences.Enqueue((told - _untold.MsPerSecond) * 1000 / itemsPerSecond);
        if (_differences.Count > Remembered)
        {
            _differences.Dequeue();
        }

        _measured = _differences.Count < FewestComparisons ? null : Judge([.. _differences.Order()]);
    }

    private static ItemCost Judge(double[] sorted)
    {
        int quarter = sorted.Length / 4;
        double middle = sorted[quarter..^quarter].Average();
        double scatter = (sorted[^(quarter + 1)] - sorted[quarter]) / QuartileDistance;
        return new ItemCost(middle, MiddleMeanScatter * scatter / Math.Sqrt(sorted.Length), sorted.Length);
    }

    private readonly record struct Stretch(double Seconds, double Ms)
    {
        public double MsPerSecond => Ms / Seconds;

        public Stretch With(double seconds, double ms) => new(Seconds + seconds, Ms + ms);

        // The older part is let go as if it had been like all of it.
        public Stretch Within(double most) => Seconds <= most ? this : new(most, Ms * most / Seconds);
    }
}
