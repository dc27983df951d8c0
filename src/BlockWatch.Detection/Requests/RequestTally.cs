namespace BlockWatch.Detection.Requests;

/// <summary>The requests that one site's stalls were in. Bounded: <see cref="NameCap"/> endpoints.</summary>
internal sealed class RequestTally
{
    /// <summary>Endpoints beyond these are not counted.</summary>
    public const int NameCap = 64;

    /// <summary>This many endpoints, the most frequent, are told.</summary>
    public const int ToldCap = 8;

    private const int FewestInferred = 3;

    // Beyond this probability, that the endpoint was busy at every stall may be chance: one that always is proves nothing.
    private const double LargestChance = 0.01;

    private readonly Dictionary<RequestName, long> _certain;
    private RequestName[]? _common;
    private long _compared;

    public RequestTally()
        : this([])
    {
    }

    private RequestTally(Dictionary<RequestName, long> certain) => _certain = certain;

    public void Add(StallRequests requests, long partNs)
    {
        if (requests.ServedDuring(partNs) is { } served)
        {
            if (_certain.Count < NameCap || _certain.ContainsKey(served))
            {
                _certain[served] = _certain.GetValueOrDefault(served) + 1;
            }
        }
        else if (requests.UnderWay is { } underWay)
        {
            _compared++;
            _common = _common is null ? [.. underWay] : [.. _common.Intersect(underWay)];
        }
    }

    /// <summary>The most frequent first.</summary>
    /// <param name="shareUnderWay">The share of the watch in which an endpoint had a request under way, 0 to 1.</param>
    public IReadOnlyList<RequestCount> Counts(Func<RequestName, double> shareUnderWay)
    {
        List<RequestCount> counts = [.. _certain.Select(entry => new RequestCount(entry.Key, entry.Value, RequestCertainty.Certain))];
        if (_compared >= FewestInferred && _common is [var only] && Math.Pow(shareUnderWay(only), _compared) <= LargestChance)
        {
            counts.Add(new RequestCount(only, _compared, RequestCertainty.Inferred));
        }

        return [.. counts.OrderByDescending(count => count.Count).ThenBy(count => count.Certainty).ThenBy(count => count.Name.ToString(), StringComparer.Ordinal).Take(ToldCap)];
    }

    public RequestTally Copy() => new(new Dictionary<RequestName, long>(_certain)) { _common = _common, _compared = _compared };
}
