namespace BlockWatch.EventPipe.Clocks;

/// <summary>The unit of all times and lengths of a watch.</summary>
internal static class Nanoseconds
{
    public static long Of(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;
}
