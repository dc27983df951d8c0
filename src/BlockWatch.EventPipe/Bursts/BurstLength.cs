using BlockWatch.EventPipe.Governing;

namespace BlockWatch.EventPipe.Bursts;

/// <summary>How long a burst is: a tick of the sampler stops the target while it walks every thread's stack, and a thousand threads take far longer than twenty.</summary>
internal static class BurstLength
{
    /// <summary>Gives some ten stacks of each thread.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(15);

    /// <summary>Gives one stack of each thread, two at most: the sampler begins with one and then sleeps a millisecond.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(2);

    // What one burst may take of the target, milliseconds of its processor time.
    private const double MostMs = 12;

    // The sampler's own pause between two ticks.
    private const double PauseMs = 1.1;

    /// <summary>For a target with so many managed threads.</summary>
    public static TimeSpan For(int threads, LaneCosts costs)
    {
        double tickMs = (costs.TickUs + (threads * costs.SampleUs)) / 1000;
        double ticks = MostMs / tickMs;
        if (ticks < 1)
        {
            return Shortest;
        }

        return TimeSpan.FromMilliseconds(Math.Clamp(ticks * (tickMs + PauseMs), Shortest.TotalMilliseconds, Longest.TotalMilliseconds));
    }
}
