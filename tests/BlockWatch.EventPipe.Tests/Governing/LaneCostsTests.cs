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
            new() { Seconds = 1, CompilationEvents = 1000 },
            new() { Seconds = 1, AsyncEvents = 1000 },
            new() { Seconds = 1, Bursts = 6, Ticks = 90, Samples = 3000 },
            new() { Seconds = 1, Switches = 2 },
        ];

        Assert.All(done, activity => Assert.True(LaneCosts.DearestOf(runtime).MsOf(activity) >= LaneCosts.Of(runtime).MsOf(activity)));
        Assert.All(done, activity => Assert.True(LaneCosts.Of(runtime).MsOf(activity) >= LaneCosts.MiddleOf(runtime).MsOf(activity)));
    }

    // overhead --levels 2000 of 2026-11-29: 21,400 work items, 600 workers' events and 300 samples in 15 bursts a second took 30 to 83 ms; 51 was the median.
    [Fact]
    public void What_a_web_server_was_measured_to_pay_lies_within_what_is_said()
    {
        LaneActivity second = new() { Seconds = 1, WorkItems = 21_400, CompletedItems = 21_400, PoolEvents = 660, OtherWaitEvents = 40, Bursts = 2, Ticks = 30, Samples = 300 };

        Assert.InRange(51, LaneCosts.Of(10).MsOf(second), LaneCosts.DearestOf(10).MsOf(second));
    }

    // What each machine took of its runtime's own threads, and a watch of --budget 5% above that; docs/decisions/0019 has the figures.
    [Theory]
    [InlineData(1.8, 0.8, 0.8)]
    [InlineData(3.6, 0.9, 0.9)]
    [InlineData(4, 1, 1)]
    [InlineData(5, 1.25, 1.5625)]
    [InlineData(6, 1.5, 2.25)]
    [InlineData(12, 1.5, 2.25)]
    public void A_machine_that_flushes_slowly_pays_more_for_everything_and_for_events_above_all(double baseMs, double times, double eventTimes)
    {
        LaneCosts usual = LaneCosts.MiddleOf(10);
        LaneActivity events = new() { Seconds = 0, WorkItems = 2_000, CompletedItems = 2_000, RequestEvents = 10, PoolEvents = 10, WaitEvents = 10, OtherWaitEvents = 10, CompilationEvents = 10, AsyncEvents = 10 };
        LaneActivity others = new() { Seconds = 0, Bursts = 1, Ticks = 2, Samples = 9, Switches = 1 };

        LaneCosts here = usual.OnMachine(baseMs, LaneCosts.TimesOn(baseMs), LaneCosts.EventTimesOn(baseMs));

        Assert.Equal(baseMs, here.MsOf(new LaneActivity { Seconds = 1 }), 9);
        Assert.Equal(usual.MsOf(events) * eventTimes, here.MsOf(events), 9);
        Assert.Equal(usual.MsOf(others) * times, here.MsOf(others), 9);
    }

    // dotnet-trace beside us has its sessions' threads there, too.
    [Fact]
    public void No_more_of_them_counts_than_was_ever_ours() =>
        Assert.Equal(LaneCosts.DearestOf(10).BaseMsPerSecond, LaneCosts.Of(10).OnMachine(500, 1, 1).BaseMsPerSecond);

    [Theory]
    [InlineData(10, 5, 1.2)]
    [InlineData(10, 4.9, null)]
    [InlineData(10, 0, null)]
    public void What_goes_on_whatever_happens_is_known_when_it_was_measured_for_half_of_the_time(double seconds, double measured, double? baseMs) =>
        Assert.Equal(baseMs, new LaneActivity { Seconds = seconds, RuntimeThreadsSeconds = measured, RuntimeThreadsMs = 1.2 * measured }.BaseMs);
}
