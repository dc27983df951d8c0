namespace BlockWatch.Detection.Requests;

/// <summary>What is known of the requests around one stall.</summary>
/// <param name="SpanNs">The stalled span's length, with garbage collections.</param>
/// <param name="Served">Which endpoints surely had the thread in it, and how long.</param>
/// <param name="UnderWay">The endpoints with a request under way from the stall's start to its end; null when that is not known.</param>
internal sealed record StallRequests(long SpanNs, IReadOnlyDictionary<RequestName, long> Served, IReadOnlyList<RequestName>? UnderWay)
{
    /// <summary>The endpoint that at least half of a part of the stall must lie in, wherever in the span the part was; null when none is sure.</summary>
    /// <param name="partNs">The part's length.</param>
    public RequestName? ServedDuring(long partNs)
    {
        foreach ((RequestName name, long servedNs) in Served)
        {
            long outside = SpanNs - servedNs;
            if (partNs > 0 && partNs - outside >= partNs / 2)
            {
                return name;
            }
        }

        return null;
    }
}
