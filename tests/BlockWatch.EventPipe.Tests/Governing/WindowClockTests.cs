using BlockWatch.EventPipe.Governing;

namespace BlockWatch.EventPipe.Tests.Governing;

public sealed class WindowClockTests
{
    private const long Step = 200_000_000;

    [Fact]
    public void With_the_whole_share_it_is_always_open()
    {
        var clock = new WindowClock();

        Assert.All(Enumerable.Range(0, 100), i => Assert.True(clock.Look(i * Step, 1, hasOldSpan: false)));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.25)]
    [InlineData(0.1)]
    [InlineData(0.05)]
    public void It_is_open_for_its_share_of_the_time(double share)
    {
        var clock = new WindowClock();
        int open = Enumerable.Range(0, 10_000).Count(i => clock.Look(i * Step, share, hasOldSpan: false));

        Assert.InRange(open / 10_000.0, share * 0.9, share * 1.1);
    }

    [Fact]
    public void A_window_goes_on_while_a_span_may_become_a_stall_and_not_for_ever()
    {
        var clock = new WindowClock();
        int open = 0;
        while (clock.Look(open * Step, 0.05, hasOldSpan: true))
        {
            open++;
        }

        Assert.Equal((WorkItemWindows.Length + WorkItemWindows.LongestExtension).TotalSeconds, open * Step / 1e9, 0.2);
    }

    [Fact]
    public void With_no_share_it_closes_and_opens_again_when_there_is_one()
    {
        var clock = new WindowClock();

        Assert.False(clock.Look(Step, 0, hasOldSpan: false));
        Assert.False(clock.Look(1000 * Step, 0, hasOldSpan: false));
        int opened = Enumerable.Range(1001, 100).First(i => clock.Look(i * Step, 0.5, hasOldSpan: false));
        Assert.InRange(opened, 1001, 1001 + 25);
        Assert.Equal(opened * Step, clock.SinceNs);
    }

    [Fact]
    public void One_that_is_wanted_comes_at_once_and_the_next_by_turn_so_much_later()
    {
        Assert.Equal([(0, 1), (8, 9), (12, 13), (16, 17)], Windows(20, static _ => false));
        Assert.Equal([(0, 1), (5, 5.25), (9.5, 10.5), (13.5, 14.5), (17.5, 18.5)], Windows(20, static seconds => seconds == 5));
        Assert.Equal([(0, 1), (3, 3.25), (9.5, 10.5), (13.5, 14.5), (17.5, 18.5)], Windows(20, static seconds => seconds == 3));
    }

    [Fact]
    public void One_that_was_wanted_follows_a_stall_for_as_long_as_something_is_saved()
    {
        Assert.Equal([(0, 3), (12.625, 14.125)], Windows(16, static seconds => seconds is > 12.5 and < 13, hasOldSpan: true));
    }

    [Fact]
    public void One_that_is_wanted_while_too_little_is_saved_does_not_come()
    {
        Assert.Equal([(0, 1), (8, 9), (12, 13), (16, 17)], Windows(20, static seconds => seconds is > 0 and < 1.2));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.1)]
    public void However_often_one_is_wanted_it_takes_its_share_of_the_time(double share)
    {
        var clock = new WindowClock();
        int open = 0;
        int opened = 0;
        bool wasOpen = true;
        for (int i = 0; i < 10_000; i++)
        {
            bool isOpen = clock.Look(i * Step, share, hasOldSpan: false, isWanted: i % 3 == 0);
            open += isOpen ? 1 : 0;
            opened += isOpen && !wasOpen ? 1 : 0;
            wasOpen = isOpen;
        }

        // To open and close one is paid for as well, with 0.1 s of telling.
        Assert.InRange((open + (opened * 0.1e9 / Step)) / 10_000.0, share * 0.9, share * 1.1);
    }

    // A quarter of the time may be told.
    private static List<(double From, double Until)> Windows(int seconds, Func<double, bool> isWanted, bool hasOldSpan = false)
    {
        const long Fine = 125_000_000;
        List<(double From, double Until)> windows = [];
        var clock = new WindowClock();
        bool wasOpen = true;
        double from = 0;
        for (long now = 0; now < seconds * 1_000_000_000L; now += Fine)
        {
            bool isOpen = clock.Look(now, 0.25, hasOldSpan, isWanted(now / 1e9));
            if (wasOpen && !isOpen)
            {
                windows.Add((from, now / 1e9));
            }

            from = isOpen && !wasOpen ? now / 1e9 : from;
            wasOpen = isOpen;
        }

        return windows;
    }
}
