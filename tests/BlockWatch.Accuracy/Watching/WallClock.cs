using System.Diagnostics;

namespace BlockWatch.Accuracy.Watching;

/// <summary>Where the machine's monotonic clock stands on the wall clock.</summary>
/// <remarks>
/// A target reads both clocks once, and may be held up in between. The tightest of several readings of ours is as good as it gets,
/// and the monotonic clock is the same in all processes.
/// </remarks>
internal sealed class WallClock
{
    private const int Readings = 20;

    private readonly long _anchorNs;
    private readonly double _anchorUnixMs;

    private WallClock(long anchorNs, double anchorUnixMs)
    {
        _anchorNs = anchorNs;
        _anchorUnixMs = anchorUnixMs;
    }

    public static WallClock Read()
    {
        (long Before, double Wall, long After) best = ReadOnce();
        for (int i = 1; i < Readings; i++)
        {
            (long Before, double Wall, long After) next = ReadOnce();
            best = next.After - next.Before < best.After - best.Before ? next : best;
        }

        return new WallClock(Nanoseconds((best.Before + best.After) / 2), best.Wall);
    }

    /// <summary>Milliseconds since 1970.</summary>
    public static double UnixMs(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    /// <summary>The occurrence with its start on our reading of the wall clock.</summary>
    public TruthOccurrence Place(TruthOccurrence occurrence) => occurrence.StartTicksNs == 0
        ? occurrence
        : occurrence with { StartUnixMs = _anchorUnixMs + ((occurrence.StartTicksNs - _anchorNs) / 1e6) };

    private static (long Before, double Wall, long After) ReadOnce()
    {
        long before = Stopwatch.GetTimestamp();
        double wall = UnixMs(DateTimeOffset.UtcNow);
        return (before, wall, Stopwatch.GetTimestamp());
    }

    // As the targets write it.
    private static long Nanoseconds(long timestamp) => (long)((Int128)timestamp * 1_000_000_000 / Stopwatch.Frequency);
}
