using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.Detection.Suppressions;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Loops;

public sealed class LoopWatchTests
{
    private const long Loop = 7;

    private static readonly CallStack Result = TestStacks.OnLoop(BlockingCategory.TaskWait, "Form.Show", "Task<T>.Result");
    private static readonly CallStack Sleep = TestStacks.OnLoop(BlockingCategory.Sleep, "Form.Blink", "Thread.Sleep");
    private static readonly CallStack Next = TestStacks.LoopThatWaits();

    [Fact]
    public void A_wait_as_long_as_the_threshold_is_a_blocked_turn_and_takes_no_pool_thread()
    {
        EventScript script = new EventScript().BeatsUntil(800)
            .At(100).Wait(Loop, Result).At(350).WaitEnd(Loop).At(351).Wait(Loop, Next).At(550).WaitEnd(Loop);

        Simulation simulation = Run(script, 800);

        Finding found = Assert.Single(simulation.Snapshot.Findings);
        Assert.Equal(("BW0012", "event loop/TaskWait:Form.Show", "event loop"), (found.Site.RuleId, found.Site.Id, found.Loop!.ThreadName));
        Assert.Equal((1, 250.0, 250.0, 0.0), (found.Count, found.MaxMs, found.P50Ms, found.PoolThreadSeconds));
        Assert.Equal((Confidence.Certain, false, null), (found.Confidence, found.Sampled, found.Loop.TurnsPerSecond));
        Assert.Equal((0, 0.0), (simulation.Snapshot.StallCount, simulation.Snapshot.StalledMs));
    }

    [Fact]
    public void It_is_told_while_it_lasts_and_once_more_when_it_is_over()
    {
        Simulation simulation = Run(new EventScript().BeatsUntil(800).At(100).Wait(Loop, Result).At(350).WaitEnd(Loop), 800);

        (double at, Stall open) = Assert.Single(simulation.Listener.Explained);
        Assert.InRange(at, 200, 220);
        Assert.Null(open.EndNs);
        Stall closed = Assert.Single(simulation.Listener.Closed);
        Assert.Equal((open.Id, Loop, false), (closed.Id, closed.ThreadId, closed.EndIsLowerBound));
    }

    [Fact]
    public void A_shorter_wait_is_none_unless_the_loops_own_threshold_is_shorter()
    {
        EventScript script = new EventScript().BeatsUntil(400).At(100).Wait(Loop, Result).At(160).WaitEnd(Loop);

        Assert.Empty(Run(script, 400).Snapshot.Findings);
        Assert.Single(Run(script, 400, new DetectionOptions { LoopThresholdNs = 50 * EventScript.Ms }).Snapshot.Findings);
    }

    [Fact]
    public void A_contention_counts_and_the_wait_inside_it_does_not()
    {
        CallStack enter = TestStacks.OnLoop(BlockingCategory.Lock, "Form.Save", "Monitor.Enter");
        EventScript script = new EventScript().BeatsUntil(600)
            .At(100).Contend(Loop, enter, lockId: 5, owner: 1).At(101).Wait(Loop, enter).At(299).WaitEnd(Loop).At(300).ContendEnd(Loop);

        Assert.Equal((1, 200.0), Assert.Single(Run(script, 600).Snapshot.Findings) is { } found ? (found.Count, found.TotalMs) : default);
    }

    [Fact]
    public void Threads_that_run_nothing_that_was_posted_are_not_watched()
    {
        CallStack own = TestStacks.NotPool(BlockingCategory.TaskWait, "Reader.Read", "Task.Wait");
        EventScript script = new EventScript().BeatsUntil(900)
            .At(100).Wait(8, own).At(500).WaitEnd(8).Burst(8, own, 510, 520).Burst(8, own, 650, 660);

        Assert.Empty(Run(script, 900).Snapshot.Findings);
    }

    [Fact]
    public void A_wait_that_goes_on_at_the_end_is_open()
    {
        Finding found = Assert.Single(Run(new EventScript().BeatsUntil(700).At(100).Wait(Loop, Result), 700).Snapshot.Findings);

        Assert.Equal((1, 600.0), (found.OpenCount, found.MaxMs));
    }

    [Fact]
    public void A_wait_whose_end_is_lost_lasted_at_least_until_then()
    {
        EventScript script = new EventScript().BeatsUntil(700).At(100).Wait(Loop, Result).At(300).Lost(Lane.Waits, 3);

        Simulation simulation = Run(script, 700);

        Assert.True(Assert.Single(simulation.Listener.Closed).EndIsLowerBound);
        Assert.InRange(Assert.Single(simulation.Snapshot.Findings).MaxMs, 100, 200);
    }

    [Fact]
    public void Burst_after_burst_at_one_place_is_possibly_a_blocked_turn()
    {
        EventScript script = new EventScript().BeatsUntil(900).Burst(Loop, Sleep, 100, 105, 110).Burst(Loop, Sleep, 230, 235, 240);

        Finding found = Assert.Single(Run(script, 900).Snapshot.Findings);

        Assert.Equal((Confidence.Possible, true, 140.0, 6), (found.Confidence, found.Sampled, found.MaxMs, found.SampleCount));
    }

    [Fact]
    public void One_burst_at_a_place_says_nothing_of_the_turn()
    {
        Assert.Empty(Run(new EventScript().BeatsUntil(900).Burst(Loop, Sleep, 100, 105, 220), 900).Snapshot.Findings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_loop_that_was_elsewhere_in_between_did_turn(bool bySample)
    {
        EventScript script = new EventScript().BeatsUntil(900).Burst(Loop, Sleep, 100, 105, 110).Burst(Loop, Sleep, 230, 235, 240);
        script = bySample ? script.Burst(Loop, Next, 112).At(180) : script.At(180).Wait(Loop, Next).At(181).WaitEnd(Loop);

        Assert.Empty(Run(script, 900).Snapshot.Findings);
    }

    [Fact]
    public void Samples_in_a_wait_with_events_are_not_counted_twice()
    {
        EventScript script = new EventScript().BeatsUntil(900)
            .At(90).Wait(Loop, Result).Burst(Loop, Result, 100, 105).Burst(Loop, Result, 230, 235).At(340).WaitEnd(Loop);

        Assert.Equal((1, 250.0), Assert.Single(Run(script, 900).Snapshot.Findings) is { } found ? (found.Count, found.TotalMs) : default);
    }

    [Fact]
    public void A_site_can_be_suppressed_and_the_report_counts_what_was()
    {
        var options = new DetectionOptions
        {
            Suppressions = [new Suppression { RuleId = "BW0012", Method = "Form.*", Reason = "known" }],
            SiteThresholds = [new SiteThreshold { Match = "Slow.*", ThresholdNs = 500 * EventScript.Ms }],
        };
        CallStack slow = TestStacks.OnLoop(BlockingCategory.TaskWait, "Slow.Show", "Task.Wait");
        EventScript script = new EventScript().BeatsUntil(900).At(100).Wait(Loop, Result).At(350).WaitEnd(Loop).At(400).Wait(Loop, slow).At(600).WaitEnd(Loop);

        DetectionSnapshot snapshot = Run(script, 900, options).Snapshot;

        Assert.Empty(snapshot.Findings);
        Assert.Equal((1, 250.0), Assert.Single(snapshot.Suppressions) is { } suppressed ? (suppressed.StallCount, suppressed.TotalMs) : default);
        Assert.Equal(1, Assert.Single(snapshot.SiteThresholds).StallCount);
    }

    private static Simulation Run(EventScript script, double end, DetectionOptions? options = null) =>
        new Simulation((options ?? new DetectionOptions()) with { ThreadName = thread => thread == Loop ? "event loop" : null }).Run(script).Complete(end);
}
