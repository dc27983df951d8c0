using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Stalls;

/// <summary>A worker that has finished spins for a while before its idle event: on an overloaded machine for long.</summary>
public sealed class IdleProofTests
{
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");
    private static readonly CallStack Task = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");

    [Fact]
    public void A_worker_that_is_idle_before_the_threshold_has_not_stalled()
    {
        // item   |--|~~~~~~~~~~~~ spins ~~~~~~~~~~~|  idle event at 280
        // sample            i i i
        EventScript script = Span(280).Burst(1, TestStacks.Idle(), 60, 61, 62);

        Simulation simulation = new Simulation().Run(script).Complete(600);

        Assert.Equal("", simulation.Stalls);
        Assert.Empty(simulation.Snapshot.Findings);
    }

    [Fact]
    public void A_stall_ends_at_the_last_evidence_when_its_worker_is_idle_later()
    {
        EventScript script = Span(400).Burst(1, Sleep, 60, 61, 180, 181).Burst(1, TestStacks.Idle(), 260, 261);

        Assert.Equal("T1 0-~181: Sleep:Orders.Checkout 181 Samples*4", new Simulation().Run(script).Complete(700).Stalls);
    }

    [Fact]
    public void A_wait_s_end_is_evidence_of_work()
    {
        EventScript script = Span(400).At(5).Wait(1, Task).At(150).WaitEnd(1).Burst(1, TestStacks.Idle(), 260, 261);

        Assert.Equal("T1 0-~150: TaskWait:Orders.Pay 145 Wait", new Simulation().Run(script).Complete(700).Stalls);
    }

    [Fact]
    public void The_end_of_an_async_methods_execution_is_evidence_of_work()
    {
        // The sleep was sampled at its begin; then the method went on, and the worker spins.
        EventScript script = Span(400)
            .At(5).Add(RuntimeEvent.ExecutionStarted(5 * EventScript.Ms, 1, 7)).Add(RuntimeEvent.OperationStarted(5 * EventScript.Ms, 1, 7, "Async: <Checkout>d__1"))
            .At(205).Add(RuntimeEvent.OperationEnded(205 * EventScript.Ms, 1, 7, TaskOutcome.RanToCompletion)).Add(RuntimeEvent.ExecutionEnded(205 * EventScript.Ms, 1))
            .Burst(1, Sleep, 60, 61).Burst(1, TestStacks.Idle(), 260, 261);

        Assert.Equal("T1 0-~205: Sleep:Orders.Checkout 205 Samples*2", new Simulation().Run(script).Complete(700).Stalls);
    }

    [Fact]
    public void An_open_span_whose_worker_is_idle_is_no_stall_in_progress()
    {
        EventScript script = new EventScript().BeatsUntil(600).At(0).Start(1).Burst(1, Sleep, 40, 41).Burst(1, TestStacks.Idle(), 90, 91);

        Simulation simulation = new Simulation().Run(script);

        Assert.Empty(simulation.Listener.Explained);
        Assert.Empty(simulation.Snapshot.Findings);
        Assert.Equal("", simulation.Complete(600).Stalls);
    }

    private static EventScript Span(int end) => new EventScript().BeatsUntil(600).At(0).Start(1).At(end).Idle(1);
}
