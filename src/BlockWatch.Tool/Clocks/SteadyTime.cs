namespace BlockWatch.Tool.Clocks;

/// <summary>The calendar time of when it was made, and what has passed since: it does not follow when the machine's clock is set.</summary>
/// <remarks>
/// For what is shown while a watch runs: a clock that is set back an hour would stop the screen's looks for that hour, and a
/// stall that goes on would have lasted less than nothing. Not for what is compared with other machines' records.
/// </remarks>
internal sealed class SteadyTime : TimeProvider
{
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _made;
    private readonly long _madeTimestamp;

    public SteadyTime(TimeProvider time)
    {
        _time = time;
        _made = time.GetUtcNow();
        _madeTimestamp = time.GetTimestamp();
    }

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => _time.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => _made + _time.GetElapsedTime(_madeTimestamp);

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _time.CreateTimer(callback, state, dueTime, period);
}
