using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using static BlockWatch.Detection.Tests.LostTasks.LostTaskScript;

namespace BlockWatch.Detection.Tests.LostTasks;

/// <summary>What a lost task failed with is said when it is certain, and not otherwise.</summary>
public sealed class LostExceptionTests
{
    [Fact]
    public void A_task_fails_with_what_its_thread_threw_in_it() =>
        Assert.Equal([new LostException("Shop.Refused", 1)], Exceptions(Throws(40, "Shop.Refused")));

    [Fact]
    public void What_was_handled_before_is_not_what_it_failed_with() =>
        Assert.Equal([new LostException("Shop.Refused", 1)], Exceptions(Throws(39, "System.IO.IOException"), Throws(40, "Shop.Refused")));

    [Fact]
    public void One_that_is_thrown_while_another_is_under_way_may_or_may_not_replace_it()
    {
        // catch (IOException e) { throw new Refused(e); } and finally { try { throw new Refused(); } catch { } } have the same events.
        Assert.Empty(Exceptions(Throws(39, "System.IO.IOException"), Throws(40, "Shop.Refused", isNested: true)));
    }

    [Fact]
    public void When_both_are_of_one_type_it_does_not_matter_which() =>
        Assert.Equal([new LostException("Shop.Refused", 1)], Exceptions(Throws(39, "Shop.Refused"), Throws(40, "Shop.Refused", isNested: true)));

    [Fact]
    public void After_an_uncertain_one_a_plain_throw_is_certain_again() => Assert.Equal(
        [new LostException("Shop.Refused", 1)],
        Exceptions(Throws(39, "System.IO.IOException"), Throws(39, "System.TimeoutException", isNested: true), Throws(40, "Shop.Refused")));

    [Fact]
    public void What_another_thread_threw_is_not_this_tasks() => Assert.Empty(Exceptions(Throws(40, "Shop.Refused", thread: 5)));

    [Fact]
    public void What_was_thrown_before_an_await_is_not_what_a_later_part_failed_with()
    {
        RuntimeEvent[] first =
        [
            RuntimeEvent.ExecutionStarted(22 * Ms, 4, Notify), Throws(23, "System.IO.IOException"),
            RuntimeEvent.AwaitStarted(24 * Ms, 4, Delay, Notify), RuntimeEvent.ExecutionEnded(25 * Ms, 4),
        ];

        Finding found = Assert.Single(Run(Started(), first, StarterEnds(30), Fails(40), Beat(6000)).Findings);

        Assert.Empty(found.LostTask!.Exceptions);
    }

    [Fact]
    public void A_task_of_a_delegate_ends_after_its_execution()
    {
        RuntimeEvent[] events =
        [
            Named(10, 1, 20, "Task: <Main>b__0_2"), RuntimeEvent.ExecutionStarted(20 * Ms, 4, 20), Throws(25, "Shop.Refused"),
            RuntimeEvent.ExecutionEnded(30 * Ms, 4), RuntimeEvent.OperationEnded(31 * Ms, 4, 20, TaskOutcome.Faulted),
            RuntimeEvent.ExecutionStarted(50 * Ms, 4, 99),
        ];

        Assert.Equal([new LostException("Shop.Refused", 1)], Assert.Single(Run(events, Beat(6000)).Findings).LostTask!.Exceptions);
    }

    [Fact]
    public void What_fails_because_of_a_task_that_failed_fails_with_the_same()
    {
        RuntimeEvent[] events =
        [
            Named(10, 1, 20, "Task: <Main>b__0_2"), Named(11, 1, 21, "Task.Unwrap"),
            RuntimeEvent.ExecutionStarted(20 * Ms, 4, 20), Throws(25, "Shop.Refused"), RuntimeEvent.ExecutionEnded(30 * Ms, 4),
            RuntimeEvent.OperationEnded(31 * Ms, 4, 20, TaskOutcome.Faulted), RuntimeEvent.CompletionStarted(32 * Ms, 4, 20),
            RuntimeEvent.OperationEnded(33 * Ms, 4, 21, TaskOutcome.Faulted), RuntimeEvent.CompletionEnded(34 * Ms, 4),
        ];

        Assert.Equal([new LostException("Shop.Refused", 1)], Assert.Single(Run(events, Beat(6000)).Findings).LostTask!.Exceptions);
    }

    [Fact]
    public void Several_types_are_told_apart_the_most_frequent_first()
    {
        RuntimeEvent[][] rounds =
        [
            .. new[] { "Shop.Late", "Shop.Refused", "Shop.Refused" }.SelectMany((type, round) => (RuntimeEvent[][])
                [Started(round * 100), StarterEnds(30 + (round * 100)), Fails(40 + (round * 100), thrown: Throws(40 + (round * 100), type))]),
            Beat(6000),
        ];

        Finding found = Assert.Single(Run(rounds).Findings);

        Assert.Equal([new LostException("Shop.Refused", 2), new LostException("Shop.Late", 1)], found.LostTask!.Exceptions);
        Assert.Equal(3, found.Count);
    }

    [Fact]
    public void An_exception_is_no_sign_that_nothing_waits()
    {
        // Between the failure and what waits for it, the thread may throw: the next step of the task tells.
        RuntimeEvent[] failing =
        [
            RuntimeEvent.ExecutionStarted(39 * Ms, 4, Notify), RuntimeEvent.OperationEnded(40 * Ms, 4, Notify, TaskOutcome.Faulted),
            Throws(40, "Shop.Refused"), RuntimeEvent.CompletionStarted(40 * Ms, 4, Notify), RuntimeEvent.CompletionEnded(41 * Ms, 4), RuntimeEvent.ExecutionEnded(42 * Ms, 4),
        ];

        Assert.Empty(Run(Started(), StarterEnds(30), failing, Beat(6000)).Findings);
    }

    private static IReadOnlyList<LostException> Exceptions(params RuntimeEvent[] thrown) =>
        Assert.Single(Run(Started(), StarterEnds(30), Fails(40, thrown: thrown), Beat(6000)).Findings).LostTask!.Exceptions;
}
