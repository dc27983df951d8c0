using BlockWatch.EventPipe.Clocks;

namespace BlockWatch.EventPipe.Tests.Clocks;

public sealed class TargetClockTests
{
    private static readonly DateTimeOffset Wall = new(2026, 3, 2, 10, 20, 30, TimeSpan.Zero);

    [Fact]
    public void The_first_event_sets_time_0_and_later_ones_do_not_move_it()
    {
        var clock = new TargetClock();
        Assert.False(clock.IsStarted);
        clock.Start(5_000, Wall, 1e9);
        clock.Start(9_000, Wall.AddSeconds(1), 1e6);
        Assert.True(clock.IsStarted);
        Assert.Equal(Wall, clock.StartedAt);
        Assert.Equal([0, 1, 4000, -5000], new[] { 5000L, 5001, 9000, 0 }.Select(clock.ToNs));
    }

    [Theory]
    [InlineData(1e9, 1_000_000_000, 1_000_000_000)]
    [InlineData(1e7, 10_000_000, 1_000_000_000)] // Windows
    [InlineData(24e6, 24_000_000, 1_000_000_000)]
    [InlineData(1e7, 3, 300)]
    public void Ticks_become_nanoseconds(double ticksPerSecond, long ticks, long ns)
    {
        var clock = new TargetClock();
        clock.Start(0, Wall, ticksPerSecond);
        Assert.Equal(ns, clock.ToNs(ticks));
    }

    [Fact]
    public void A_machine_that_has_run_for_years_loses_no_nanoseconds()
    {
        const long Years = 300_000_000_000_000_000;
        var clock = new TargetClock();
        clock.Start(Years, Wall, 1e9);
        Assert.Equal(1, clock.ToNs(Years + 1));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue - 1)]
    public void No_time_is_so_far_away_that_a_sum_of_two_would_be_none(long ticks)
    {
        const long TenYears = 315_576_000_000_000_000;
        var clock = new TargetClock();
        clock.Start(0, Wall, 1e9);
        Assert.Equal(TenYears, Math.Abs(clock.ToNs(ticks)));
        clock = new TargetClock();
        clock.Start(0, Wall, 1e-3);
        Assert.InRange(clock.ToNs(ticks), -TenYears, TenYears);
    }

    [Fact]
    public void Before_the_first_event_the_present_is_0() => Assert.Equal(0, new TargetClock().Now());

    [Fact]
    public void The_present_is_never_before_an_event_that_has_arrived_and_never_goes_back()
    {
        var clock = new TargetClock();
        clock.Start(0, Wall, 1e9);
        clock.Observe(1_000);
        long now = clock.Now();
        Assert.InRange(now, 1_000, 1_000 + (long)Eventually.Limit.TotalNanoseconds);

        clock.Observe(500_000_000_000); // far ahead: this one came with less delay
        long later = clock.Now();
        Assert.True(later >= 500_000_000_000);

        clock.Observe(2_000); // a late one tells nothing
        Assert.True(clock.Now() >= later);
    }
}
