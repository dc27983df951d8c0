using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Marks;

namespace BlockWatch.Detection.Pauses;

/// <summary>When all managed threads were stopped for a garbage collection.</summary>
/// <remarks>
/// Keeps the last <see cref="Cap"/> suspensions one by one and the sum of all. An interval that began before the oldest
/// kept one has only the kept ones subtracted, unless its start remembers the sum of that time (<see cref="ClosedTotal"/>).
/// </remarks>
internal sealed class PauseTimeline
{
    private const int Cap = 8192;

    private readonly long[] _starts = new long[Cap];
    private readonly long[] _ends = new long[Cap];

    // The sum of all suspensions before the one at the same index.
    private readonly long[] _before = new long[Cap];
    private long _count;
    private long? _openSince;

    /// <summary>Suspensions seen from start to end.</summary>
    public long Count => _count;

    /// <summary>Their sum, nanoseconds.</summary>
    public long ClosedTotal { get; private set; }

    public void Start(long time)
    {
        // Two starts in a row: the first one's end was lost, so its length is not known and it is left out.
        _openSince = time;
    }

    public void End(long time)
    {
        if (_openSince is not { } start)
        {
            return;
        }

        _openSince = null;
        int slot = (int)(_count % Cap);
        _starts[slot] = start;
        _ends[slot] = time;
        _before[slot] = ClosedTotal;
        ClosedTotal += time - start;
        _count++;
    }

    /// <summary>Events were lost: a suspension that seemed open may be over.</summary>
    public void Abandon() => _openSince = null;

    /// <summary>The longest of the kept ones.</summary>
    public LongestMarks Longest()
    {
        LongestMarks longest = new();
        for (long i = Math.Max(0, _count - Cap); i < _count; i++)
        {
            longest.Add(new TimelineMark(_starts[i % Cap], _ends[i % Cap], SiteId: null));
        }

        return longest;
    }

    /// <summary>Suspended time between two times, nanoseconds; an open suspension counts up to <paramref name="end"/>.</summary>
    public long Within(long start, long end) => Within(start, end, OldestBefore);

    /// <summary>The same for an interval that may have begun before the oldest suspension that is kept.</summary>
    /// <param name="start">Begin, nanoseconds.</param>
    /// <param name="end">End, nanoseconds.</param>
    /// <param name="closedTotalAtStart">What <see cref="ClosedTotal"/> was at the begin.</param>
    public long Within(long start, long end, long closedTotalAtStart)
    {
        if (end <= start)
        {
            return 0;
        }

        long atStart = IsOlderThanKept(start) ? closedTotalAtStart : TotalAt(start);
        return Math.Clamp(TotalAt(end) - atStart, 0, end - start);
    }

    private long OldestBefore => _count > Cap ? _before[(int)(_count % Cap)] : 0;

    private bool IsOlderThanKept(long time) => _count > Cap && time < _starts[(int)(_count % Cap)];

    private long TotalAt(long time)
    {
        if (_openSince is { } open && time > open)
        {
            return ClosedTotal + (time - open);
        }

        long low = Math.Max(0, _count - Cap);
        long high = _count;
        while (low < high)
        {
            long middle = (low + high) / 2;
            if (_starts[(int)(middle % Cap)] < time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        long last = low - 1;
        if (last < Math.Max(0, _count - Cap))
        {
            return OldestBefore;
        }

        int slot = (int)(last % Cap);
        return _before[slot] + Math.Min(time, _ends[slot]) - _starts[slot];
    }
}
