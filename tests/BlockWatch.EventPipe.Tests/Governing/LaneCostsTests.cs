using BlockWatch.EventPipe.Governing;

namespace BlockWatch.EventPipe.Tests.Governing;

public class LaneCostsTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void Nothing_is_cheaper_where_it_is_at_its_dearest(int runtime)
    {
        LaneActivity[] done =
        [
            new() { Seconds = 1 },
            new() { Seconds = 1, WorkItems = 1000, CompletedItems = 1000 },
            new() { Seconds = 1, WorkItems = 1_000_000, CompletedItems = 1_000_000 },
            new() { Seconds = 1, RequestEvents = 1000 },
            new() { Seconds = 1, PoolEvents = 1000 },
            new() { Seconds = 1, WaitEvents = 1000, OtherWaitEvents = 1000 },
            new() { Seconds = 1, AsyncEvents = 1000 },
            new() { Seconds = 1, Bursts = 6, Ticks = 90, Samples = 3000 },
            new() { Seconds = 1, Switches = 2 },
        ];

        Assert.All(done, activity => Assert.True(LaneCosts.DearestOf(runtime).MsOf(activity) >= LaneCosts.Of(runtime).MsOf(activity)));
    }

    // overhead --levels 2000 of 2026-11-29: 21,400 work items, 600 workers' events and 300 samples in 15 bursts a second took 30 to 83 ms; 51 was the median.
    [Fact]
    public void What_a_web_server_was_measured_to_pay_lies_within_what_is_said()
    {
        LaneActivity second = new() { Seconds = 1, WorkItems = 21_400, CompletedItems = 21_400, PoolEvents = 660, OtherWaitEvents = 40, Bursts = 2, Ticks = 30, Samples = 300 };

        Assert.InRange(51, LaneCosts.Of(10).MsOf(second), LaneCosts.DearestOf(10).MsOf(second));
    }

    [Fact]
    public void What_the_runtimes_own_threads_were_measured_to_take_counts_instead_of_what_they_usually_do()
    {
        LaneActivity usual = new() { Seconds = 10, OtherWaitEvents = 100 };
        LaneActivity measured = usual with { RuntimeThreadsMs = 9, RuntimeThreadsSeconds = 9 };

        Assert.Equal(10 * (LaneCosts.Of(10).BaseMsPerSecond - 1), LaneCosts.Of(10).MsOf(usual) - LaneCosts.Of(10).MsOf(measured), 9);
        Assert.Equal(10, LaneCosts.DearestOf(10).MsOf(measured) - LaneCosts.DearestOf(10).MsOfEvents(measured), 9);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    public void Measured_for_less_than_half_of_the_time_it_does_not_count(double seconds)
    {
        LaneActivity done = new() { Seconds = 10, RuntimeThreadsMs = 9 * seconds, RuntimeThreadsSeconds = seconds };

        Assert.Equal(LaneCosts.Of(10).MsOf(new LaneActivity { Seconds = 10 }), LaneCosts.Of(10).MsOf(done));
    }

    // dotnet-trace beside us has its sessions' threads there, too.
    [Fact]
    public void No_more_of_it_counts_than_was_ever_ours()
    {
        LaneActivity done = new() { Seconds = 10, RuntimeThreadsMs = 5_000, RuntimeThreadsSeconds = 10 };

        Assert.Equal(LaneCosts.DearestOf(10).MsOf(new LaneActivity { Seconds = 10 }), LaneCosts.Of(10).MsOf(done));
    }
}
