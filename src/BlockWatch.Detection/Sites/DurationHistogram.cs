namespace BlockWatch.Detection.Sites;

/// <summary>Durations: exact up to <see cref="ExactCap"/> of them, then in steps of 2 %, so that a quantile is at most 1 % off. Bounded. Not thread-safe.</summary>
public sealed class DurationHistogram
{
    public const int ExactCap = 256;

    // Steps of 2 %: a step's geometric middle is within 1 % of all that is in it. From 1 us on, 1300 steps reach 40 hours.
    private const double Step = 1.02;
    private const double FirstNs = 1_000;
    private const int Steps = 1_300;

    private static readonly double LogStep = Math.Log(Step);

    private readonly List<long> _exact = [];
    private long[]? _counts;

    public long Count { get; private set; }

    /// <summary>The longest, nanoseconds; 0 without any.</summary>
    public long Max { get; private set; }

    /// <param name="durationNs">Nanoseconds, not negative.</param>
    public void Add(long durationNs)
    {
        Count++;
        Max = Math.Max(Max, durationNs);
        if (_counts is null && _exact.Count < ExactCap)
        {
            _exact.Add(durationNs);
            return;
        }

        if (_counts is null)
        {
            _counts = new long[Steps];
            foreach (long exact in _exact)
            {
                _counts[IndexOf(exact)]++;
            }

            _exact.Clear();
        }

        _counts[IndexOf(durationNs)]++;
    }

    /// <summary>The duration that this share of all durations does not exceed (nearest rank), nanoseconds; 0 without any.</summary>
    public long Quantile(double share)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        if (_counts is null)
        {
            _exact.Sort();
            return _exact.Count == 0 ? 0 : _exact[(int)rank - 1];
        }

        long seen = 0;
        for (int i = 0; i < Steps; i++)
        {
            seen += _counts[i];
            if (seen >= rank)
            {
                return Math.Min(Max, (long)(FirstNs * Math.Pow(Step, i + 0.5)));
            }
        }

        return Max;
    }

    public DurationHistogram Copy()
    {
        var copy = new DurationHistogram { Count = Count, Max = Max, _counts = (long[]?)_counts?.Clone() };
        copy._exact.AddRange(_exact);
        return copy;
    }

    private static int IndexOf(long durationNs) =>
        durationNs <= FirstNs ? 0 : Math.Min(Steps - 1, (int)(Math.Log(durationNs / FirstNs) / LogStep));
}
