using BlockWatch.Tool.Clocks;
using BlockWatch.Tool.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace BlockWatch.Tool.Tests.Clocks;

public sealed class SteadyTimeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 5, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public void A_clock_that_is_set_does_not_change_what_has_passed(int stepSeconds)
    {
        FakeTimeProvider time = new(Noon);
        SettableClock machine = new(time);
        SteadyTime steady = new(machine);
        time.Advance(TimeSpan.FromSeconds(2));

        machine.Step(TimeSpan.FromSeconds(stepSeconds));
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(Noon.AddSeconds(5), steady.GetUtcNow());
    }

    [Fact]
    public void Its_timers_are_the_machines()
    {
        FakeTimeProvider machine = new(Noon);
        int calls = 0;
        using ITimer timer = new SteadyTime(machine).CreateTimer(_ => calls++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, calls);
    }
}
