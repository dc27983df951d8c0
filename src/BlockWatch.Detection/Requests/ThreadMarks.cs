namespace BlockWatch.Detection.Requests;

/// <summary>The latest marks of one thread. Bounded: <see cref="Cap"/>.</summary>
internal sealed class ThreadMarks
{
    /// <summary>A span with more is many short requests in a row, and none of them is the stall.</summary>
    public const int Cap = 8;

    private readonly RequestMark[] _ring = new RequestMark[Cap];
    private int _next;
    private int _count;

    public long Latest => _count == 0 ? long.MinValue : _ring[(_next + Cap - 1) % Cap].Time;

    public void Add(RequestMark mark)
    {
        _ring[_next] = mark;
        _next = (_next + 1) % Cap;
        _count = Math.Min(_count + 1, Cap);
    }

    public void Clear() => _count = 0;

    /// <summary>The marks between two times, inclusive, in order; null when some of them may have been forgotten.</summary>
    public IReadOnlyList<RequestMark>? Within(long start, long end)
    {
        List<RequestMark> found = [];
        for (int i = 0; i < _count; i++)
        {
            RequestMark mark = _ring[(_next + Cap - _count + i) % Cap];
            if (mark.Time >= start && mark.Time <= end)
            {
                found.Add(mark);
            }
        }

        return found.Count == Cap ? null : found;
    }
}
