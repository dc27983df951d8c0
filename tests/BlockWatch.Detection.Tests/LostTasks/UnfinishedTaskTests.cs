using BlockWatch.Detection.Async;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;
using static BlockWatch.Detection.Tests.LostTasks.LostTaskScript;

namespace BlockWatch.Detection.Tests.LostTasks;

/// <summary>Tasks that were started and forgotten, and that the program's end cut off.</summary>
public sealed class UnfinishedTaskTests
{
    private const long Run1 = 20;
    private const long Unwrap = 21;
    private const long Ship = 22;

    [Fact]
    public void One_that_nothing_awaited_and_whose_starter_was_over_is_told_when_the_program_ends()
    {
        Finding found = Assert.Single(Findings(Started(), StarterEnds(30)));

        Assert.Equal(("running:NotifyAsync", 1, "OrderAsync", 20.0), (found.Site.Id, found.Count, found.LostTask!.StartedBy, found.FirstSeenMs));
        Assert.Equal((true, Confidence.Possible, Severity.Info), (found.LostTask.StillRunning, found.Confidence, found.Severity));
        Assert.Empty(found.LostTask.Exceptions);
    }

    [Fact]
    public void When_only_the_watch_ends_the_task_may_still_complete() => Assert.Empty(Findings(targetEnded: false, Started(), StarterEnds(30)));

    [Fact]
    public void One_that_is_complete_is_not_told() =>
        Assert.Empty(Findings(Started(), StarterEnds(30), Fails(40, outcome: TaskOutcome.RanToCompletion)));

    [Fact]
    public void One_that_is_awaited_is_not_told()
    {
        RuntimeEvent[] awaited = [RuntimeEvent.AwaitStarted(21 * Ms, 1, Notify, Order), RuntimeEvent.ExecutionEnded(22 * Ms, 1)];

        Assert.Empty(Findings(Started(), awaited));
    }

    [Fact]
    public void One_that_was_awaited_once_by_what_has_gone_on_since_is_not_told()
    {
        // A wait with a time limit: somebody cared.
        RuntimeEvent[] waited = [RuntimeEvent.TaskWaitStarted(21 * Ms, 1, Notify), RuntimeEvent.TaskWaitEnded(25 * Ms, 1, Notify)];

        Assert.Empty(Findings(Started(), waited, StarterEnds(30)));
    }

    [Fact]
    public void One_whose_starter_still_runs_may_be_awaited_later() =>
        Assert.Empty(Findings(Started(), [RuntimeEvent.AwaitStarted(21 * Ms, 1, 99, Order), RuntimeEvent.ExecutionEnded(22 * Ms, 1)]));

    [Fact]
    public void One_of_which_it_is_not_known_what_started_it_may_be_kept_by_that() =>
        Assert.Empty(Findings([Named(10, 1, Notify, "Async: <NotifyAsync>d__9"), RuntimeEvent.AwaitStarted(10 * Ms, 1, Delay, Notify)]));

    [Fact]
    public void One_that_a_method_may_have_started_that_suspended_later_may_be_awaited_by_that()
    {
        // OrderAsync calls ShipAsync, which calls NotifyAsync and then suspends: the runtime tells of it last.
        RuntimeEvent[] ship = [Named(21, 1, Ship, "Async: <ShipAsync>d__7"), RuntimeEvent.AwaitStarted(21 * Ms, 1, 99, Ship)];

        Finding found = Assert.Single(Findings(Started(), ship, StarterEnds(30)));

        Assert.Equal("running:ShipAsync", found.Site.Id);
    }

    [Fact]
    public void One_that_Task_Run_runs_is_awaited_when_what_Task_Run_returned_is()
    {
        RuntimeEvent[] awaited = [RuntimeEvent.AwaitStarted(16 * Ms, 1, Unwrap, Order), RuntimeEvent.ExecutionEnded(17 * Ms, 1)];

        Assert.Empty(Findings(RunStarted(), awaited, RunGoesOn()));
    }

    [Fact]
    public void One_that_Task_Run_runs_is_told_when_what_Task_Run_returned_was_forgotten()
    {
        Finding found = Assert.Single(Findings(RunStarted(), StarterEnds(17), RunGoesOn()));

        Assert.Equal(("running:NotifyAsync", "OrderAsync"), (found.Site.Id, found.LostTask!.StartedBy));
    }

    [Fact]
    public void Those_that_are_not_known_to_be_the_users_are_not_told() =>
        Assert.Empty(new Simulation().Run([.. Started(), .. StarterEnds(30)]).Complete(7000, targetEnded: true).Snapshot.Findings);

    [Fact]
    public void When_events_were_lost_nothing_is_told() =>
        Assert.Empty(Findings(Started(), StarterEnds(30), [RuntimeEvent.EventsLost(Lane.Async, 100 * Ms, 3)]));

    // OrderAsync calls Task.Run(NotifyAsync).
    private static RuntimeEvent[] RunStarted() =>
    [
        Named(5, 1, Order, "Async: <OrderAsync>d__5"), RuntimeEvent.ExecutionStarted(10 * Ms, 1, Order),
        Named(15, 1, Run1, "Task: NotifyAsync"), RuntimeEvent.TaskQueued(15 * Ms, 1, Run1), Named(15, 1, Unwrap, "Task.Unwrap"),
    ];

    private static RuntimeEvent[] RunGoesOn() =>
    [
        RuntimeEvent.ExecutionStarted(20 * Ms, 4, Run1), Named(21, 4, Delay, "Task.Delay"), Named(21, 4, Notify, "Async: <NotifyAsync>d__9"),
        RuntimeEvent.AwaitStarted(21 * Ms, 4, Delay, Notify), RuntimeEvent.ExecutionEnded(22 * Ms, 4), RuntimeEvent.OperationEnded(22 * Ms, 4, Run1, TaskOutcome.RanToCompletion),
    ];

    private static IReadOnlyList<Finding> Findings(params RuntimeEvent[][] parts) => Findings(targetEnded: true, parts);

    private static IReadOnlyList<Finding> Findings(bool targetEnded, params RuntimeEvent[][] parts) =>
        new Simulation(names: new UsersMethods()).Run(parts.SelectMany(part => part)).Complete(7000, targetEnded).Snapshot.Findings;

    private sealed class UsersMethods : IAsyncNames
    {
        public Frame? MethodOf(string operationName) =>
            AsyncName.IsAsyncMethod(operationName) ? new Frame { Method = AsyncName.Readable(operationName), Origin = FrameOrigin.User } : null;
    }
}
