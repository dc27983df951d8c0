namespace BlockWatch.Detection.Session;

/// <summary>Wall-clock times of what a trace or a report says, which may be beyond any calendar.</summary>
public static class CalendarTime
{
    /// <summary>The time so long after another, UTC: the nearest that there is.</summary>
    /// <param name="start">Any.</param>
    /// <param name="ticks">Of 100 ns; any number, also a negative one.</param>
    public static DateTimeOffset After(DateTimeOffset start, long ticks)
    {
        long last = DateTimeOffset.MaxValue.UtcTicks;
        long known = start.UtcTicks;
        return ticks > last - known ? DateTimeOffset.MaxValue
            : ticks < -known ? DateTimeOffset.MinValue
            : new DateTimeOffset(known + ticks, TimeSpan.Zero);
    }

    /// <inheritdoc cref="After(DateTimeOffset, long)"/>
    /// <param name="start">Any.</param>
    /// <param name="milliseconds">Any number; none at all moves nothing.</param>
    public static DateTimeOffset AfterMilliseconds(DateTimeOffset start, double milliseconds)
    {
        double ticks = milliseconds * TimeSpan.TicksPerMillisecond;
        return double.IsNaN(ticks) ? start : After(start, (long)Math.Clamp(ticks, -4e18, 4e18));
    }
}
