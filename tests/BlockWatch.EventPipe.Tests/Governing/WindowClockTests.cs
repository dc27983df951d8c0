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
        Assert.True(clock.Look(1001 * Step, 0.5, hasOldSpan: false));
        Assert.Equal(1001 * Step, clock.SinceNs);
    }
}
