using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Suppressions;
using BlockWatch.Detection.Tests.Async;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.LostTasks;

/// <summary>The sequences are those of the runtime (.NET 10).</summary>
public sealed class LostTaskTests
{
    private const long Ms = EventScript.Ms;
    private const long Order = 10;
    private const long Notify = 11;
    private const long Delay = 12;

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

    // OrderAsync goes on after an await, and starts NotifyAsync, which suspends.
    private static RuntimeEvent[] Started() =>
    [
        Named(5, 1, Order, "Async: <OrderAsync>d__5"), RuntimeEvent.ExecutionStarted(10 * Ms, 1, Order),
        Named(19, 1, Delay, "Task.Delay"), Named(20, 1, Notify, "Async: <NotifyAsync>d__9"), RuntimeEvent.AwaitStarted(20 * Ms, 1, Delay, Notify),
    ];

    private static RuntimeEvent[] StarterEnds(long at) =>
        [RuntimeEvent.OperationEnded(at * Ms, 1, Order, TaskOutcome.RanToCompletion), RuntimeEvent.ExecutionEnded((at + 1) * Ms, 1)];

    private static RuntimeEvent[] Fails(long at, bool isWaitedFor = false, TaskOutcome outcome = TaskOutcome.Faulted) =>
    [
        RuntimeEvent.CompletionStarted((at - 2) * Ms, 4, Delay), RuntimeEvent.ExecutionStarted((at - 1) * Ms, 4, Notify), RuntimeEvent.OperationEnded(at * Ms, 4, Notify, outcome),
        .. isWaitedFor ? [RuntimeEvent.CompletionStarted(at * Ms, 4, Notify), RuntimeEvent.CompletionEnded(at * Ms, 4)] : Array.Empty<RuntimeEvent>(),
        RuntimeEvent.ExecutionEnded((at + 1) * Ms, 4), RuntimeEvent.CompletionEnded((at + 1) * Ms, 4),
    ];

    private static RuntimeEvent[] Beat(long at) => [RuntimeEvent.Heartbeat(Lane.Async, at * Ms)];

    private static RuntimeEvent Named(long at, long thread, long task, string name) => RuntimeEvent.OperationStarted(at * Ms, thread, task, name);

    private static DetectionSnapshot Run(params RuntimeEvent[][] parts) => new Simulation().Run(parts.SelectMany(part => part)).Complete(7000).Snapshot;
}
