using BlockWatch.EventPipe.Governing;

namespace BlockWatch.EventPipe.Tests.Governing;

public sealed class DemandClockTests
{
    private const long Step = 200_000_000;

    [Fact]
    public void With_the_whole_share_it_is_always_open()
    {
        var clock = new DemandClock();

        Assert.All(Enumerable.Range(0, 100), i => Assert.True(clock.Look(i * Step, 1, isWanted: false)));
    }

    [Fact]
    public void With_a_part_of_it_it_is_open_only_while_it_is_wanted_and_a_little_longer()
    {
        var clock = new DemandClock();
        bool[] open = [.. Enumerable.Range(0, 100).Select(i => clock.Look(i * Step, 0.05, isWanted: i is >= 50 and < 55))];

        Assert.DoesNotContain(true, open[..50]);
        Assert.All(open[50..59], Assert.True);
        Assert.DoesNotContain(true, open[60..]);
    }

    [Fact]
    public void With_no_share_it_is_never_open()
    {
        var clock = new DemandClock();

        Assert.All(Enumerable.Range(0, 100), i => Assert.False(clock.Look(i * Step, 0, isWanted: true)));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.1)]
    [InlineData(0.02)]
    public void However_much_it_is_wanted_it_keeps_its_share_in_the_long_run(double share)
    {
        const int Steps = 20_000;
        var clock = new DemandClock();
        int open = Enumerable.Range(0, Steps).Count(i => clock.Look(i * Step, share, isWanted: true));

        double saved = DemandClock.Saved.TotalSeconds / (Steps * Step / 1e9);
        Assert.InRange(open / (double)Steps, share * 0.9, (share + saved) * 1.1);
    }

    [Fact]
    public void It_does_not_swing_when_the_share_is_about_all_of_the_time()
    {
        var clock = new DemandClock();
        clock.Look(0, 0.9, isWanted: false);
        int changes = 0;
        bool before = false;
        for (int i = 1; i < 1000; i++)
        {
            bool now = clock.Look(i * Step, i % 2 == 0 ? 0.95 : 1.1, isWanted: false);
            changes += now == before ? 0 : 1;
            before = now;
        }

        Assert.Equal(0, changes);
    }
}
