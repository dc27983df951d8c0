using BlockWatch.EventPipe.Clocks;
using Microsoft.Diagnostics.Tracing;

namespace BlockWatch.EventPipe.Lanes;

/// <summary>An event's time on the watch's clock.</summary>
internal static class EventTime
{
    /// <summary>Nanoseconds since the watch began; sets the clock's time 0 when this is the first event of all.</summary>
    public static long Of(TraceEvent data, TargetClock clock)
    {
#pragma warning disable CS0618 // "Not obsolete but discouraged": the raw tick is the only time that is comparable between sessions.
        long ticks = data.TimeStampQPC;
#pragma warning restore CS0618
        if (!clock.IsStarted)
        {
            clock.Start(ticks, data.TimeStamp.ToUniversalTime(), TicksPerSecond(data));
        }

        long time = clock.ToNs(ticks);
        clock.Observe(time);
        return time;
    }

    // The library keeps the trace's clock frequency to itself; one event's tick and its time in milliseconds give it for
    // any clock that started with the session, but not the offset, so two instants are needed: on Linux and macOS the
    // runtime's clock counts nanoseconds, on Windows it is the performance counter of the same machine.
    private static double TicksPerSecond(TraceEvent data) =>
        data.Source is EventPipeEventSource source ? FrequencyOf(source) : System.Diagnostics.Stopwatch.Frequency;

    /// <summary>Ticks a second of a source's clock.</summary>
    public static double FrequencyOf(EventPipeEventSource source)
    {
        const long Span = 10_000_000_000;
        double seconds = (source.QPCTimeToTimeStamp(2 * Span) - source.QPCTimeToTimeStamp(Span)).TotalSeconds;
        return Span / seconds;
    }
}
