namespace BlockWatch.Detection.Chains;

/// <summary>The chains that one site's stalls were in. Bounded: the first <see cref="Cap"/> distinct ones are kept; further ones are not counted.</summary>
internal sealed class ChainTally
{
    public const int Cap = 32;

    /// <summary>This many, the most frequent, are told.</summary>
    public const int ToldCap = 8;

    private readonly Dictionary<AsyncChain, long> _counts;

    public ChainTally()
        : this([])
    {
    }

    private ChainTally(Dictionary<AsyncChain, long> counts) => _counts = counts;

    /// <summary>The most frequent first.</summary>
    public IReadOnlyList<ChainCount> Counts =>
    [
        .. _counts.Select(entry => new ChainCount(entry.Key, entry.Value))
            .OrderByDescending(count => count.Count).ThenBy(count => count.Chain.ToString(), StringComparer.Ordinal).Take(ToldCap),
    ];

    public void Add(AsyncChain chain)
    {
        if (_counts.TryGetValue(chain, out long count))
        {
            _counts[chain] = count + 1;
        }
        else if (_counts.Count < Cap)
        {
            _counts.Add(chain, 1);
        }
    }

    public ChainTally Copy() => new(new Dictionary<AsyncChain, long>(_counts));
}
