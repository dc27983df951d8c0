using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Locks;

/// <summary>What was seen of the locks of one site, added up. Bounded: see its caps, and <see cref="ShapeTally"/>.</summary>
internal sealed class LockTally
{
    public const int LockCap = 64;
    public const int ThreadCap = 256;
    public const int PlaceCap = 32;
    public const int LongestCap = 16;

    private const int ShownPlaces = 8;
    private const double NsPerMs = 1e6;

    private readonly HashSet<long> _locks = [];
    private readonly HashSet<long> _owners = [];
    private readonly Dictionary<(string SiteId, bool IsSampled), Place> _places = [];
    private readonly List<LockHoldFacts> _longest = [];
    private IReadOnlyList<LockChainLink> _chain = [];
    private int _maxWaiters;
    private long _waitedNs;
    private long _knownNs;
    private long _holds;
    private long _heldNs;
    private long _maxHeldNs;

    /// <summary>The stacks of owners, while others waited.</summary>
    public ShapeTally Stacks { get; private init; } = new();

    /// <summary>Null when no stall of the site waited for a lock that is told apart.</summary>
    public LockFacts? Facts => _locks.Count == 0 ? null : new LockFacts
    {
        Locks = _locks.Count,
        MaxWaiters = Math.Max(1, _maxWaiters),
        WaitedMs = _waitedNs / NsPerMs,
        OwnerKnownMs = _knownNs / NsPerMs,
        Holds = _holds,
        OwnerThreads = _owners.Count,
        HeldMs = _heldNs / NsPerMs,
        MaxHeldMs = _maxHeldNs / NsPerMs,
        Places =
        [
            .. _places.OrderByDescending(place => place.Value.TotalNs).ThenBy(place => place.Key.SiteId, StringComparer.Ordinal).Take(ShownPlaces)
                .Select(place => new LockOwnerPlace(place.Value.Site, place.Value.Holds, place.Value.TotalNs / NsPerMs, place.Value.MaxNs / NsPerMs, place.Key.IsSampled)),
        ],
        Longest = [.. _longest.OrderBy(hold => hold.StartNs).ThenBy(hold => hold.OwnerThreadId)],
        Chain = _chain,
    };

    public LockTally Copy()
    {
        var copy = new LockTally
        {
            Stacks = Stacks.Copy(),
            _chain = _chain,
            _maxWaiters = _maxWaiters,
            _waitedNs = _waitedNs,
            _knownNs = _knownNs,
            _holds = _holds,
            _heldNs = _heldNs,
            _maxHeldNs = _maxHeldNs,
        };
        copy._locks.UnionWith(_locks);
        copy._owners.UnionWith(_owners);
        copy._longest.AddRange(_longest);
        foreach (((string SiteId, bool IsSampled) key, Place place) in _places)
        {
            copy._places.Add(key, place);
        }

        return copy;
    }

    /// <summary>A stall waited for a lock for so long.</summary>
    public void Waited(long lockId, long ns)
    {
        _waitedNs += ns;
        if (_locks.Count < LockCap)
        {
            _locks.Add(lockId);
        }
    }

    /// <summary>Of that, so long while the owner is known.</summary>
    public void Known(long ns) => _knownNs += ns;

    /// <summary>A chain of owners that was waited for.</summary>
    public void Chained(IReadOnlyList<LockChainLink> chain)
    {
        if (chain.Count > _chain.Count || (chain.Count == _chain.Count && chain.Count > 0 && chain[^1].DurationNs > _chain[^1].DurationNs))
        {
            _chain = chain;
        }
    }

    /// <summary>One hold; call once for each.</summary>
    /// <param name="hold">The hold, which is over.</param>
    /// <param name="pieces">What the owner did in it, the longest first.</param>
    public void Held(LockHold hold, IReadOnlyList<HoldPiece> pieces)
    {
        long duration = hold.End - hold.Start;
        _holds++;
        _heldNs += duration;
        _maxHeldNs = Math.Max(_maxHeldNs, duration);
        _maxWaiters = Math.Max(_maxWaiters, hold.Waiters);
        if (_owners.Count < ThreadCap)
        {
            _owners.Add(hold.Owner);
        }

        foreach (HoldPiece piece in pieces)
        {
            AddPlace(piece);
        }

        Remember(new LockHoldFacts(hold.Start, duration, hold.Owner, hold.Waiters, pieces.Count > 0 ? pieces[0].Reading.Site : null));
    }

    private void AddPlace(in HoldPiece piece)
    {
        (string, bool) key = (piece.Reading.Site!.Id, piece.IsSampled);
        if (_places.TryGetValue(key, out Place known))
        {
            _places[key] = known with { Holds = known.Holds + 1, TotalNs = known.TotalNs + piece.DurationNs, MaxNs = Math.Max(known.MaxNs, piece.DurationNs) };
        }
        else if (_places.Count < PlaceCap)
        {
            _places.Add(key, new Place(piece.Reading.Site!, 1, piece.DurationNs, piece.DurationNs));
        }
    }

    private void Remember(LockHoldFacts hold)
    {
        if (_longest.Count >= LongestCap)
        {
            LockHoldFacts shortest = _longest.MinBy(other => other.DurationNs)!;
            if (shortest.DurationNs >= hold.DurationNs)
            {
                return;
            }

            _longest.Remove(shortest);
        }

        _longest.Add(hold);
    }

    private readonly record struct Place(Site Site, long Holds, long TotalNs, long MaxNs);
}
