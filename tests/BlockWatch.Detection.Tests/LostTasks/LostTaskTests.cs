using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Suppressions;
using BlockWatch.Detection.Tests.Async;
using BlockWatch.TestKit.Simulation;

using static BlockWatch.Detection.Tests.LostTasks.LostTaskScript;

namespace BlockWatch.Detection.Tests.LostTasks;

/// <summary>The sequences are those of the runtime (.NET 10).</summary>
public sealed class LostTaskTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Fact]
    public void A_task_that_fails_after_what_started_it_was_over_is_lost()
    {
        Finding found = Assert.Single(Run(Started(), StarterEnds(30), Fails(40), Beat(6000)).Findings);

        Assert.Equal(("lost:NotifyAsync", 1, "OrderAsync", 40.0), (found.Site.Id, found.Count, found.LostTask!.StartedBy, found.FirstSeenMs));
        Assert.Equal((0.0, 0.0), (found.TotalMs, found.PoolThreadSeconds));
        Assert.NotEqual(Confidence.Certain, found.Confidence);
    }

    [Fact]
    public void Where_some_awaits_are_not_told_of_nothing_is_lost()
    {
        var simulation = new Simulation(new DetectionOptions { HasRuntimeAsync = true });
        simulation.Run([.. Started(), .. StarterEnds(30), .. Fails(40), .. Beat(6000)]).Complete(7000);

        Assert.Empty(simulation.Snapshot.Findings);
    }

    [Fact]
    public void It_is_told_at_the_end_of_a_watch_that_is_over_before_the_grace()
    {
        Assert.Single(Run(Started(), StarterEnds(30), Fails(40)).Findings);
    }

    [Fact]
    public void One_of_which_it_is_not_known_what_started_it_is_possible()
    {
        Finding found = Assert.Single(Run([Named(10, 1, Notify, "Async: <NotifyAsync>d__9")], Fails(40), Beat(6000)).Findings);

        Assert.Equal((Confidence.Possible, null), (found.Confidence, found.LostTask!.StartedBy));
    }

    [Fact]
    public void One_that_is_awaited_is_not_lost()
    {
        RuntimeEvent awaited = RuntimeEvent.AwaitStarted(21 * Ms, 1, Notify, Order);

        Assert.Empty(Run(Started(), [awaited, RuntimeEvent.ExecutionEnded(22 * Ms, 1)], Fails(40, isWaitedFor: true), Beat(6000)).Findings);
    }

    [Fact]
    public void One_that_something_else_waits_for_is_not_lost()
    {
        // Task.WhenAll, ContinueWith: no event when they begin to wait, but the task has something to complete.
        Assert.Empty(Run(Started(), StarterEnds(30), Fails(40, isWaitedFor: true), Beat(6000)).Findings);
    }

    [Fact]
    public void One_that_fails_while_what_started_it_goes_on_may_be_awaited_later()
    {
        Assert.Empty(Run(Started(), [RuntimeEvent.AwaitStarted(21 * Ms, 1, 99, Order), RuntimeEvent.ExecutionEnded(22 * Ms, 1)], Fails(40), StarterEnds(60), Beat(6000)).Findings);
    }

    [Fact]
    public void One_that_is_awaited_as_it_fails_is_not_lost()
    {
        Assert.Empty(Run(Started(), StarterEnds(30), Fails(40), [RuntimeEvent.AwaitStarted(41 * Ms, 5, Notify, 77)], Beat(6000)).Findings);
    }

    [Theory]
    [InlineData(TaskOutcome.RanToCompletion)]
    [InlineData(TaskOutcome.Canceled)]
    public void One_that_does_not_fail_is_not_lost(TaskOutcome outcome)
    {
        Assert.Empty(Run(Started(), StarterEnds(30), Fails(40, outcome: outcome), Beat(6000)).Findings);
    }

    [Fact]
    public void What_Task_Run_makes_of_an_async_lambda_is_told_by_the_lambdas_name()
    {
        RuntimeEvent[] events =
        [
            Named(10, 1, 20, "Task: <Main>b__0_2"), Named(11, 1, 21, "Task.Unwrap"),
            RuntimeEvent.ExecutionStarted(20 * Ms, 4, 20), RuntimeEvent.ExecutionEnded(30 * Ms, 4),
            RuntimeEvent.OperationEnded(31 * Ms, 4, 20, TaskOutcome.Faulted), RuntimeEvent.CompletionStarted(32 * Ms, 4, 20),
            RuntimeEvent.OperationEnded(33 * Ms, 4, 21, TaskOutcome.Faulted), RuntimeEvent.CompletionEnded(34 * Ms, 4),
        ];

        Assert.Equal("lost:lambda in Main", Assert.Single(Run(events, Beat(6000)).Findings).Site.Id);
    }

    [Fact]
    public void When_events_were_lost_it_is_not_known_who_awaits()
    {
        Assert.Empty(Run(Started(), StarterEnds(30), Fails(40), [RuntimeEvent.EventsLost(Lane.Async, 100 * Ms, 3)], Beat(6000)).Findings);
    }

    [Fact]
    public void A_suppressed_one_is_not_told()
    {
        var options = new DetectionOptions { Suppressions = [new Suppression { RuleId = "BW0011", Method = "Notify*", Reason = "known" }] };

        Assert.Empty(new Simulation(options).Run([.. Started(), .. StarterEnds(30), .. Fails(40)]).Complete(7000).Snapshot.Findings);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Damaged_streams_never_throw(int seed)
    {
        List<RuntimeEvent> events = [];
        for (int round = 0; round < 20; round++)
        {
            events.AddRange(Started());
            events.AddRange(StarterEnds(30));
            events.AddRange(Fails(40, isWaitedFor: round % 2 == 0));
        }

        DetectionSnapshot snapshot = new Simulation().Run(AsyncStreams.Damage([.. events, .. Beat(6000)], seed)).Complete(7000).Snapshot;

        Assert.All(snapshot.Findings, found => Assert.True(found.Count > 0 && found.FirstSeenMs >= 0 && found.FirstSeenMs <= found.LastSeenMs));
    }
}
