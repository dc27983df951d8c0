using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.ShortStalls;

public sealed class ShortStallTests
{
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Poll", "Thread.Sleep");
    private static readonly CallStack Task = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");

    [Fact]
    public void Many_waits_under_the_threshold_are_found_by_their_sum()
    {
        // Two threads, each waiting 60 of every 62 ms: 1.9 s of pool threads a second.
        Simulation simulation = Run(Waits(threads: 2, seconds: 4, length: 60, period: 62));

        Finding finding = Assert.Single(simulation.Snapshot.Findings);
        Assert.Equal("TaskWait:Orders.Pay", finding.Site.Id);
        Assert.Equal(finding.Count, finding.ShortCount);
        Assert.InRange(finding.Count, 80, 130);
        Assert.InRange(finding.ShortMsPerSecond, 1_800, 2_000);
        Assert.Equal(60, finding.P50Ms, 1.0);
        Assert.True(finding.Sampled, "those before the stacks were asked for are not counted");
        Assert.Empty(simulation.Listener.Closed);
        Assert.Equal("TaskWait:Orders.Pay", Assert.Single(simulation.Listener.ShortStalls).Site.Id);
    }

    [Fact]
    public void Waits_that_take_less_than_the_limit_are_no_finding() =>
        Assert.Empty(Run(Waits(threads: 1, seconds: 4, length: 60, period: 80)).Snapshot.Findings);

    [Fact]
    public void The_limit_can_be_set() =>
        Assert.Single(Run(Waits(threads: 1, seconds: 4, length: 60, period: 80), limitMs: 500).Snapshot.Findings);

    [Fact]
    public void Items_shorter_than_a_quarter_of_the_threshold_are_ordinary_work() =>
        Assert.Empty(Run(Waits(threads: 4, seconds: 3, length: 20, period: 22)).Snapshot.Findings);

    [Fact]
    public void Sleeps_are_found_by_samples_and_their_sum_is_an_estimate()
    {
        EventScript script = Sleeps(threads: 3, seconds: 4);
        for (int burst = 620; burst < 4_000; burst += 310)
        {
            script.At(burst).BurstStart();
            for (int thread = 1; thread <= 3; thread++)
            {
                script.At(burst + 5).Sample(thread, Sleep);
            }

            script.At(burst + 10).BurstEnd();
        }

        Simulation simulation = Run(script);

        Finding finding = Assert.Single(simulation.Snapshot.Findings);
        Assert.Equal("Sleep:Orders.Poll", finding.Site.Id);
        Assert.InRange(finding.ShortMsPerSecond, 2_500, 3_000);
        Assert.True(Assert.Single(simulation.Listener.ShortStalls).IsSampled);
    }

    [Fact]
    public void Stacks_are_asked_for_while_short_stalls_take_much()
    {
        Simulation simulation = Run(Sleeps(threads: 3, seconds: 3));

        Assert.InRange(simulation.Listener.WantedAt(EvidenceReason.ShortStalls).Count, 6, 13);
    }

    [Fact]
    public void Nothing_is_asked_for_when_they_take_little()
    {
        Simulation simulation = Run(Waits(threads: 1, seconds: 3, length: 30, period: 200));

        Assert.Empty(simulation.Listener.WantedAt(EvidenceReason.ShortStalls));
    }

    [Fact]
    public void Computing_is_no_blocking_however_much_of_it_there_is()
    {
        EventScript script = Sleeps(threads: 3, seconds: 3);
        for (int burst = 620; burst < 3_000; burst += 310)
        {
            script.At(burst).BurstStart();
            for (int thread = 1; thread <= 3; thread++)
            {
                script.At(burst + 5).Sample(thread, TestStacks.Computing("Orders.Hash", 7), ran: true);
            }

            script.At(burst + 10).BurstEnd();
        }

        Assert.Empty(Run(script).Snapshot.Findings);
    }

    // Eight threads compute nearly all of the time, and one sleeps for 600 of each 1,000 ms, which is under the limit. Two of three bursts find it asleep.
    [Fact]
    public void The_time_of_those_that_compute_is_not_given_to_one_that_sleeps_among_them()
    {
        EventScript script = Sleeps(threads: 8, seconds: 4);
        for (int start = 0; start < 4_000; start += 90)
        {
            script.At(start).Start(9).At(start + 54).Idle(9);
        }

        for (int burst = 610; burst < 4_000; burst += 300)
        {
            script.At(burst).BurstStart();
            for (int thread = 1; thread <= 8; thread++)
            {
                script.At(burst + 5).Sample(thread, TestStacks.Computing("Orders.Hash", 7), ran: true);
            }

            if ((burst + 5) % 90 < 54)
            {
                script.Sample(9, Sleep);
            }

            script.At(burst + 10).BurstEnd();
        }

        Assert.Empty(Run(script).Snapshot.Findings);
    }

    [Fact]
    public void A_stall_over_the_threshold_between_short_ones_is_counted_as_what_it_is()
    {
        EventScript script = Waits(threads: 2, seconds: 3, length: 60, period: 62);
        script.At(1_000).Start(9).At(1_005).Wait(9, Task).At(1_205).WaitEnd(9).At(1_206).Idle(9);

        Simulation simulation = Run(script);

        Finding finding = Assert.Single(simulation.Snapshot.Findings);
        Assert.Equal(1, finding.Count - finding.ShortCount);
        Assert.Equal(1, simulation.Snapshot.StallCount);
        Assert.Equal("T9 1000-1206: TaskWait:Orders.Pay 200 Wait", simulation.Stalls);
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(200, 0)]
    [InlineData(100, 300)]
    public void Lanes_that_lag_change_nothing(int spans, int waits)
    {
        EventScript script = Waits(threads: 2, seconds: 4, length: 60, period: 62);
        Simulation simulation = new Simulation().Run(script, new LaneDelays(spans, waits)).Complete(4_500);

        Assert.InRange(Assert.Single(simulation.Snapshot.Findings).ShortMsPerSecond, 1_800, 2_000);
    }

    private static EventScript Waits(int threads, int seconds, int length, int period)
    {
        var script = new EventScript();
        for (int thread = 1; thread <= threads; thread++)
        {
            for (int start = thread * 7; start < seconds * 1_000; start += period)
            {
                script.At(start).Start(thread).At(start + 0.5).Wait(thread, Task).At(start + length - 0.5).WaitEnd(thread).At(start + length).Idle(thread);
            }
        }

        return script.BeatsUntil(seconds * 1_000);
    }

    private static EventScript Sleeps(int threads, int seconds)
    {
        var script = new EventScript();
        for (int thread = 1; thread <= threads; thread++)
        {
            for (int start = thread * 2; start < seconds * 1_000; start += 62)
            {
                script.At(start).Start(thread).At(start + 60).Idle(thread);
            }
        }

        return script.BeatsUntil(seconds * 1_000);
    }

    private static Simulation Run(EventScript script, int limitMs = 1_000) =>
        new Simulation(new DetectionOptions { ShortStallLimitNs = limitMs * EventScript.Ms }).Run(script).Complete(5_000);
}
