using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.Detection.Tests.Async;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Loops;

/// <summary>With the async lane a turn has a begin and an end.</summary>
public sealed class LoopTurnTests
{
    private const long Ms = EventScript.Ms;
    private const long Loop = 7;

    private static readonly CallStack Sleep = TestStacks.OnLoop(BlockingCategory.Sleep, "Form.Blink", "Thread.Sleep");
    private static readonly CallStack Result = TestStacks.OnLoop(BlockingCategory.TaskWait, "Form.Show", "Task<T>.Result");

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Fact]
    public void A_turn_is_as_long_as_from_its_begin_to_its_end_and_samples_say_what_it_did()
    {
        EventScript script = new EventScript().BeatsUntil(1000);
        Turn(Turn(script, 100, 320), 400, 410).Burst(Loop, Sleep, 160, 165, 170);

        Finding found = Assert.Single(Run(script, 1000).Snapshot.Findings);

        Assert.Equal(("BW0012", "event loop/Sleep:Form.Blink", 1, 220.0), (found.Site.RuleId, found.Site.Id, found.Count, found.MaxMs));
        Assert.Equal(2 / 0.31, found.Loop!.TurnsPerSecond!.Value, 3);
    }

    [Fact]
    public void Stacks_are_wanted_at_half_the_threshold()
    {
        EventScript script = new EventScript().BeatsUntil(600);

        Assert.InRange(Run(Turn(script, 100, 320), 600).Listener.WantedAt(EvidenceReason.LongSpan)[0], 150, 160);
    }

    [Fact]
    public void A_wait_in_a_turn_is_counted_once_with_the_turns_length()
    {
        EventScript script = new EventScript().BeatsUntil(1000);
        Turn(script, 100, 400).At(120).Wait(Loop, Result).At(370).WaitEnd(Loop);

        Simulation simulation = Run(script, 1000);

        Finding found = Assert.Single(simulation.Snapshot.Findings);
        Assert.Equal(("event loop/TaskWait:Form.Show", 1, 300.0, Confidence.Certain), (found.Site.Id, found.Count, found.MaxMs, found.Confidence));
        Assert.Equal(Assert.Single(simulation.Listener.Explained).Stall.Id, Assert.Single(simulation.Listener.Closed).Id);
    }

    [Fact]
    public void A_long_turn_that_nothing_explains_is_said_to_be_unexplained()
    {
        EventScript script = new EventScript().BeatsUntil(1000);
        Turn(script, 100, 250).At(20).Wait(Loop, Result).At(25).WaitEnd(Loop);

        Finding found = Assert.Single(Run(script, 1000).Snapshot.Findings);

        Assert.Equal((BlockingCategory.Unexplained, 150.0), (found.Site.Category, found.MaxMs));
    }

    [Fact]
    public void Short_turns_one_after_the_other_at_one_place_are_none()
    {
        EventScript script = new EventScript().BeatsUntil(1000);
        for (int time = 100; time < 500; time += 50)
        {
            Turn(script, time, time + 48);
        }

        Assert.Empty(Run(script.Burst(Loop, Sleep, 110, 120).Burst(Loop, Sleep, 260, 270), 1000).Snapshot.Findings);
    }

    [Fact]
    public void A_thread_that_no_stack_shows_to_be_a_loop_is_not_accused()
    {
        EventScript script = new EventScript().BeatsUntil(1000);

        Assert.Empty(Run(Turn(script, 100, 500).Burst(Loop, TestStacks.NotPool(BlockingCategory.Sleep, "Reader.Read", "Thread.Sleep"), 160, 170), 1000).Snapshot.Findings);
    }

    [Fact]
    public void A_pool_threads_executions_are_no_turns()
    {
        EventScript script = new EventScript().BeatsUntil(1000).At(99).Start(Loop).At(331).Idle(Loop);

        Simulation simulation = Run(Turn(script, 100, 320).Burst(Loop, TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Load", "Thread.Sleep"), 160, 170), 1000);

        Assert.DoesNotContain(simulation.Snapshot.Findings, found => found.Site.RuleId == "BW0012");
        Assert.Equal(1, simulation.Snapshot.StallCount);
    }

    [Fact]
    public void A_turn_that_began_before_the_lane_was_told_or_lost_its_end_is_no_turn()
    {
        EventScript script = new EventScript().BeatsUntil(1000).Burst(Loop, Sleep, 160, 170)
            .Add(RuntimeEvent.ExecutionStarted(100 * Ms, Loop, 1)).Add(RuntimeEvent.AsyncPaused(150 * Ms))
            .Add(RuntimeEvent.AsyncResumed(300 * Ms)).Add(RuntimeEvent.ExecutionEnded(400 * Ms, Loop));

        Assert.Empty(Run(script, 1000).Snapshot.Findings);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Damaged_streams_never_throw_and_never_give_a_negative_time(int seed)
    {
        EventScript script = new EventScript().BeatsUntil(6000);
        for (int time = 100; time < 5000; time += 400)
        {
            Turn(script, time, time + 220 + (seed * 3 % 150)).At(time + 20).Wait(Loop, Result).At(time + 150).WaitEnd(Loop).Burst(Loop, Sleep, time + 160, time + 170);
        }

        script.At(2000).Lost(Lane.Async, 2).At(3000).Lost(Lane.Waits, 2).Add(RuntimeEvent.AsyncPaused(4000 * Ms)).Add(RuntimeEvent.AsyncResumed(4300 * Ms));

        Simulation simulation = Run(AsyncStreams.Damage(script.Deliver(), seed), 6000);

        Assert.All(simulation.Listener.Closed, stall => Assert.True(stall.EndNs >= stall.StartNs));
        Assert.All(simulation.Listener.Explained, entry => Assert.Contains(simulation.Listener.Closed, stall => stall.Id == entry.Stall.Id));
        Assert.Equal(simulation.Listener.Closed.Count, simulation.Listener.Closed.Select(stall => stall.Id).Distinct().Count());
        Assert.All(simulation.Snapshot.Findings, found => Assert.True(found.P50Ms >= 0 && found.P50Ms <= found.MaxMs && found.TotalMs <= 10_000 && found.PoolThreadSeconds >= 0));
    }

    private static EventScript Turn(EventScript script, double from, double to) =>
        script.Add(RuntimeEvent.ExecutionStarted((long)(from * Ms), Loop, 1)).Add(RuntimeEvent.ExecutionEnded((long)(to * Ms), Loop));

    private static Simulation Run(EventScript script, double end) => Run(script.Deliver(), end);

    private static Simulation Run(IEnumerable<RuntimeEvent> events, double end) =>
        new Simulation(new DetectionOptions { ThreadName = _ => "event loop" }).Run(events).Complete(end);
}
