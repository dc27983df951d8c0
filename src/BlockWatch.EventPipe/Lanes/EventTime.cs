using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.EventPipe.Lanes;

/// <summary>An event's time on the watch's clock.</summary>
internal static class EventTime
{
    /// <summary>Nanoseconds since the watch began; sets the clock's time 0 when this is the first event of all.</summary>
    public static long Of(in NetTraceEvent data, TargetClock clock)
    {
        if (!clock.IsStarted)
        {
            clock.Start(data.Ticks, data.Trace.TimeOf(data.Ticks), data.Trace.TicksPerSecond);
        }

        long time = clock.ToNs(data.Ticks);
        clock.Observe(time);
        return time;
    }
}
