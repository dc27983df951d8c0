using BlockWatch.Detection.Stalls;

namespace BlockWatch.Detection.Requests;

/// <summary>Follows the requests that the target serves, and tells which of them a stall was in.</summary>
/// <remarks>
/// Its events come by the spans lane, in order with the spans. Bounded: <see cref="ThreadCap"/> threads with
/// <see cref="ThreadMarks.Cap"/> marks each, and <see cref="EndpointCap"/> endpoints; past that only what begins and ends in
/// a stall's own span is known.
/// </remarks>
internal sealed class RequestTracker
{
    public const int ThreadCap = 4_096;
    public const int EndpointCap = 1_024;

    private readonly Dictionary<long, ThreadMarks> _threads = [];
    private readonly Dictionary<RequestName, EndpointLoad> _endpoints = [];
    private bool _hasTooManyEndpoints;
    private long _latest = long.MinValue;

    // Requests that began before this time may not be known.
    private long _knownSince = long.MaxValue;

    // Marks on threads are known from this time on.
    private long _toldSince = long.MinValue;

    // Null while requests are not told of, or before the first.
    private long? _watchedSince;
    private long _watchedNs;

    public void Started(long time, long threadId, RequestName name)
    {
        Mark(threadId, new RequestMark(time, name, IsStart: true));
        if (!_endpoints.TryGetValue(name, out EndpointLoad? load))
        {
            if (_endpoints.Count >= EndpointCap)
            {
                _hasTooManyEndpoints = true;
                return;
            }

            load = new EndpointLoad();
            _endpoints.Add(name, load);
        }

        load.Start(time);
    }

    public void Ended(long time, long threadId, RequestName name)
    {
        Mark(threadId, new RequestMark(time, name, IsStart: false));
        _endpoints.GetValueOrDefault(name)?.End(time);
    }

    /// <summary>Events of the spans lane were lost before this time.</summary>
    public void Lose(long time)
    {
        _threads.Clear();
        foreach (EndpointLoad load in _endpoints.Values)
        {
            load.Forget();
        }

        _knownSince = time;
    }

    /// <summary>Requests are not told of from now on.</summary>
    public void Pause(long time)
    {
        _threads.Clear();
        _watchedNs = WatchedNs(time);
        _watchedSince = null;
        foreach (EndpointLoad load in _endpoints.Values)
        {
            load.Leave(time);
        }

        _knownSince = long.MaxValue;
        _toldSince = long.MaxValue;
    }

    /// <summary>Requests are told of again: those under way are known by their ends only.</summary>
    public void Resume(long time)
    {
        _watchedSince = _latest == long.MinValue ? null : time;
        _knownSince = _latest == long.MinValue ? long.MaxValue : time;
        _toldSince = time;
    }

    /// <summary>What is known of a stall's requests. Ask when its span ends, while the lane has come no further.</summary>
    public StallRequests? Of(PendingStall stall)
    {
        if (_latest == long.MinValue)
        {
            return null;
        }

        // Before requests were told of again, another one may have come and gone.
        long start = Math.Clamp(_toldSince, stall.Start, stall.End);
        IReadOnlyList<RequestMark> marks = _threads.GetValueOrDefault(stall.Track.ThreadId)?.Within(start, stall.End) ?? [];
        bool isKnown = !_hasTooManyEndpoints && stall.Start >= _knownSince && stall.End >= _latest;
        return new StallRequests(
            stall.End - stall.Start,
            ServedTime.Of(marks, start, stall.End),
            isKnown ? [.. _endpoints.Where(endpoint => endpoint.Value.Since <= stall.Start).Select(endpoint => endpoint.Key)] : null);
    }

    /// <summary>The share of the time in which requests were told of that the endpoint had one under way, 0 to 1.</summary>
    public double ShareUnderWay(RequestName name, long now)
    {
        long watched = WatchedNs(now);
        return _endpoints.TryGetValue(name, out EndpointLoad? load) && watched > 0 ? Math.Min(1, load.BusyNs(now) / (double)watched) : 1;
    }

    private long WatchedNs(long now) => _watchedNs + (_watchedSince is { } since ? Math.Max(0, now - since) : 0);

    private void Mark(long threadId, RequestMark mark)
    {
        if (_latest == long.MinValue)
        {
            _watchedSince = mark.Time;
            _knownSince = mark.Time;
        }

        _latest = mark.Time;
        if (!_threads.TryGetValue(threadId, out ThreadMarks? marks))
        {
            if (_threads.Count >= ThreadCap)
            {
                ForgetSilentHalf();
            }

            marks = new ThreadMarks();
            _threads.Add(threadId, marks);
        }

        marks.Add(mark);
    }

    private void ForgetSilentHalf()
    {
        foreach (long threadId in _threads.OrderBy(thread => thread.Value.Latest).Take(ThreadCap / 2).Select(thread => thread.Key).ToArray())
        {
            _threads.Remove(threadId);
        }
    }
}
