using BlockWatch.EventPipe.Governing.Calibration;

namespace BlockWatch.EventPipe.Tests.Governing.Calibration;

public sealed class ComparisonClockTests
{
    private readonly ComparisonClock _clock = new();

    [Fact]
    public void The_first_seconds_are_for_the_answer() => Assert.Equal([10, 14, 18], Pauses(20));

    [Fact]
    public void What_is_known_is_compared_once_a_minute() => Assert.Equal([10, 70, 130], Pauses(140, isKnown: true));

    [Fact]
    public void Where_it_would_teach_nothing_there_is_no_pause() => Assert.Empty(Pauses(300, isWanted: false));

    [Fact]
    public void What_may_become_a_stall_puts_a_pause_off_and_ends_it()
    {
        Assert.False(Look(10, mayBeStall: true));
        Assert.False(Look(11, mayBeStall: true));
        Assert.True(Look(12));
        Assert.False(Look(12.4, mayBeStall: true));
        Assert.False(Look(12.6));
        Assert.True(Look(16));
    }

    private List<double> Pauses(double untilSecond, bool isWanted = true, bool isKnown = false)
    {
        List<double> begins = [];
        bool was = false;
        for (double second = 0; second < untilSecond; second += 0.25)
        {
            bool isPaused = _clock.Look((long)(second * 1e9), isWanted, isKnown, mayBeStall: false);
            if (isPaused && !was)
            {
                begins.Add(second);
            }

            was = isPaused;
        }

        return begins;
    }

    private bool Look(double second, bool mayBeStall = false) => _clock.Look((long)(second * 1e9), isWanted: true, isKnown: false, mayBeStall);
}
