using System.Diagnostics;

namespace BlockWatch.Accuracy.Tests.Watching;

public class WallClockTests
{
    [Fact]
    public void An_occurrence_is_placed_by_the_monotonic_clock_and_not_by_what_the_target_took_for_the_time()
    {
        TruthOccurrence wrong = Made.Truth(0, 200) with { StartTicksNs = (long)((Int128)Stopwatch.GetTimestamp() * 1_000_000_000 / Stopwatch.Frequency) };
        double before = WallClock.UnixMs(DateTimeOffset.UtcNow);

        double placed = WallClock.Read().Place(wrong).StartUnixMs;

        Assert.InRange(placed, before - 50, before + 50);
    }

    [Fact]
    public void Without_a_monotonic_time_the_target_is_believed() =>
        Assert.Equal(Made.UnixMs(0), WallClock.Read().Place(Made.Truth(0, 200)).StartUnixMs);
}
