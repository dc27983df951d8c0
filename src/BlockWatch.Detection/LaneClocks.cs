using BlockWatch.Detection.Events;

namespace BlockWatch.Detection;

/// <summary>How far each lane has come.</summary>
internal sealed class LaneClocks
{
    private readonly long[] _latest = [long.MinValue, long.MinValue, long.MinValue, long.MinValue];
    private readonly long[] _whole = [long.MinValue, long.MinValue, long.MinValue, long.MinValue];
    private long _quietUntil = long.MinValue;

    /// <summary>The latest time seen on the spans lane: the detector's clock; <see cref="long.MinValue"/> before the first event.</summary>
    public long Now => _latest[(int)Lane.Spans];

    /// <summary>The latest time seen on the waits lane.</summary>
    public long Waits => _latest[(int)Lane.Waits];

    /// <summary>Up to this time, inclusive, the waits lane has delivered everything.</summary>
    public long WaitsWhole => _whole[(int)Lane.Waits];

    /// <summary>Up to this time, inclusive, the spans lane has delivered everything.</summary>
    public long SpansWhole => _whole[(int)Lane.Spans];

    /// <summary>The detector's clock, or a later time up to which the spans lane was silent: open spans are at least this old, unless their end is unusually late.</summary>
    public long PresumedNow => Math.Max(Now, _quietUntil);

    public long LatestOf(Lane lane) => _latest[(int)lane];

    /// <summary>Nothing of the lane is under way from before this time.</summary>
    public void Presume(Lane lane, long time)
    {
        if (lane == Lane.Spans)
        {
            _quietUntil = Math.Max(_quietUntil, time);
        }
    }

    /// <summary>
    /// Takes an event's time and returns it. On the spans and waits lanes, whose events make intervals, a time that goes
    /// back becomes the lane's latest time, so that no interval is ever negative. Samples stand alone and keep their time.
    /// </summary>
    public long Advance(Lane lane, long time, bool everythingUntilThenIsDelivered)
    {
        int index = (int)lane;
        long latest = Math.Max(time, _latest[index]);
        _latest[index] = latest;
        if (lane == Lane.Bursts)
        {
            return time;
        }

        time = latest;

        // An ordinary event says that nothing earlier is missing, but others of the same instant may follow.
        long whole = everythingUntilThenIsDelivered || time == long.MinValue ? time : time - 1;
        _whole[index] = Math.Max(_whole[index], whole);
        return time;
    }
}
