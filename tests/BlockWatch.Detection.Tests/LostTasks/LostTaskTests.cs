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
    public void One_that_a_method_started_before_its_first_suspension_may_be_awaited_by_it()
    {
        // Task.Run(async () => { var a = A(); var b = B(); await b; await a; }): the lambda is told of after what it started, and no event tells of its second await.
        Assert.Empty(Run(Lambda(), LambdaEnds(90), Beat(6000)).Findings);
    }

    [Fact]
    public void One_that_nothing_told_of_started_may_be_awaited_by_a_method_that_its_thread_suspends_later()
    {
        RuntimeEvent[] main = [.. Lambda().Where(e => e.TaskId is not (20 or 21) && !(e.ThreadId == 5 && e.Kind == RuntimeEventKind.ExecutionEnded))];

        Assert.Empty(Run(main, LambdaEnds(90), Beat(6000)).Findings);
    }

    [Fact]
    public void One_whose_possible_caller_was_over_is_lost()
    {
        Assert.Equal("lost:A", Assert.Single(Run([.. Lambda().TakeWhile(e => e.ThreadId != 6)], LambdaEnds(30), AFails(5, 40), Beat(6000)).Findings).Site.Id);
    }

    [Fact]
    public void A_method_that_suspended_before_it_is_not_what_started_it()
    {
        RuntimeEvent[] earlier = [Named(15, 1, 50, "Async: <LoopAsync>d__3")];

        Assert.Equal("lost:NotifyAsync", Assert.Single(Run(Started()[..2], earlier, Started()[2..], StarterEnds(30), Fails(40), Beat(6000)).Findings).Site.Id);
    }

    [Fact]
    public void A_method_that_suspends_in_another_execution_is_not_what_started_it()
    {
        RuntimeEvent[] other = [RuntimeEvent.ExecutionEnded(22 * Ms, 1), RuntimeEvent.ExecutionStarted(24 * Ms, 1, Order), Named(25, 1, 50, "Async: <LoopAsync>d__3")];

        Assert.Equal("lost:NotifyAsync", Assert.Single(Run(Started(), other, StarterEnds(30), Fails(40), Beat(6000)).Findings).Site.Id);
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

    private static RuntimeEvent[] Lambda() =>
    [
        Named(1, 4, 20, "Task: <Main>b__0"), Named(1, 4, 21, "Task.Unwrap"), RuntimeEvent.ExecutionStarted(2 * Ms, 5, 20),
        Named(3, 5, Delay, "Task.Delay"), Named(3, 5, 30, "Async: <A>d__1"), RuntimeEvent.AwaitStarted(3 * Ms, 5, Delay, 30), Named(4, 5, 31, "Async: <B>d__2"),
        Named(5, 5, 32, "Async: <<Main>b__0>d"), RuntimeEvent.AwaitStarted(5 * Ms, 5, 31, 32),
        RuntimeEvent.ExecutionEnded(6 * Ms, 5), RuntimeEvent.OperationEnded(6 * Ms, 5, 20, TaskOutcome.RanToCompletion), .. AFails(6, 40),
    ];

    private static RuntimeEvent[] AFails(long thread, long at) =>
        [RuntimeEvent.ExecutionStarted(at * Ms, thread, 30), RuntimeEvent.OperationEnded(at * Ms, thread, 30, TaskOutcome.Faulted), RuntimeEvent.ExecutionEnded(at * Ms, thread)];

    private static RuntimeEvent[] LambdaEnds(long at) =>
    [
        RuntimeEvent.ExecutionStarted(at * Ms, 7, 31), RuntimeEvent.OperationEnded(at * Ms, 7, 31, TaskOutcome.RanToCompletion), RuntimeEvent.CompletionStarted(at * Ms, 7, 31),
        RuntimeEvent.ExecutionStarted(at * Ms, 7, 32), RuntimeEvent.OperationEnded(at * Ms, 7, 32, TaskOutcome.RanToCompletion), RuntimeEvent.CompletionStarted(at * Ms, 7, 32),
        RuntimeEvent.CompletionEnded(at * Ms, 7), RuntimeEvent.ExecutionEnded(at * Ms, 7), RuntimeEvent.CompletionEnded(at * Ms, 7), RuntimeEvent.ExecutionEnded(at * Ms, 7),
    ];
}
