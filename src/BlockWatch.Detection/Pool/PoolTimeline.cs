using BlockWatch.Detection.Findings;

namespace BlockWatch.Detection.Pool;

/// <summary>The pool's counters over the session. Bounded.</summary>
/// <remarks>
/// When there are <see cref="Cap"/> samples, each two neighbours become one: the one with the longer queue stays, because
/// the peaks are what one looks for, and it takes the completed items of both.
/// </remarks>
internal sealed class PoolTimeline
{
    public const int Cap = 4096;

    private readonly List<PoolSample> _samples = [];

    // How many counts make one kept sample, and how many of the last one are in.
    private int _stride = 1;
    private int _inLast;

    public IReadOnlyList<PoolSample> Samples => [.. _samples];

    /// <summary>What came last, as it came; null before anything did.</summary>
    public PoolSample? Last { get; private set; }

    public void Add(long time, int threads, long queueLength, long completedItems)
    {
        var sample = new PoolSample(time, threads, queueLength, completedItems);
        Last = sample;
        if (_inLast > 0 && _inLast < _stride)
        {
            _samples[^1] = Merged(_samples[^1], sample);
            _inLast++;
            return;
        }

        if (_samples.Count >= Cap)
        {
            Halve();
        }

        _samples.Add(sample);
        _inLast = 1;
    }

    private static PoolSample Merged(PoolSample first, PoolSample second)
    {
        PoolSample longer = second.QueueLength > first.QueueLength ? second : first;
        return longer with { CompletedItems = first.CompletedItems + second.CompletedItems };
    }

    private void Halve()
    {
        int kept = 0;
        for (int i = 0; i + 1 < _samples.Count; i += 2)
        {
            _samples[kept++] = Merged(_samples[i], _samples[i + 1]);
        }

        _samples.RemoveRange(kept, _samples.Count - kept);
        _stride *= 2;
    }
}
