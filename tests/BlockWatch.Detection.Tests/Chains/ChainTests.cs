using BlockWatch.Detection.Async;
using BlockWatch.Detection.Chains;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;
using Xunit;

namespace BlockWatch.Detection.Tests.Chains;

public sealed class ChainTests
{
    private const string Save = "Async: <SaveAsync>d__2";
    private const string Place = "Async: <PlaceOrder>d__1";
    private const string Checkout = "Async: <Checkout>d__0";

    [Fact]
    public void A_stall_in_a_resumed_method_has_those_that_await_it()
    {
        Finding finding = Run(new EventScript(), Resumed());

        ChainCount only = Assert.Single(finding.Chains);
        Assert.Equal("Checkout → PlaceOrder → Shop.SaveAsync()", only.Chain.ToString());
        Assert.Equal(1, only.Count);
        Assert.Equal([ChainSource.Stack, ChainSource.Await, ChainSource.Await], only.Chain.Links.Select(link => link.Source));
        Assert.False(only.Chain.IsCut);
    }

    [Fact]
    public void The_methods_on_the_stack_come_before_those_that_wait()
    {
        // Save ran into its stall before it suspended for the first time: it is no task yet, PlaceOrder called it.
        EventScript script = new EventScript()
            .At(1).Add(Operation(1, 5, Place)).Add(RuntimeEvent.AwaitStarted(Ns(1), 7, 1, 5))
            .Add(Operation(1, 6, Checkout)).Add(RuntimeEvent.AwaitStarted(Ns(1), 7, 5, 6))
            .At(10).Start(8).Add(RuntimeEvent.ExecutionStarted(Ns(10), 8, 5))
            .At(211).Add(RuntimeEvent.OperationEnded(Ns(211), 8, 5, TaskOutcome.RanToCompletion)).Add(RuntimeEvent.ExecutionEnded(Ns(211), 8));

        Finding finding = Run(script, Stack("SaveAsync", 2, "PlaceOrder", 1));

        Assert.Equal("Checkout → Shop.PlaceOrder() → Shop.SaveAsync()", Assert.Single(finding.Chains).Chain.ToString());
    }

    [Fact]
    public void A_method_that_several_await_has_a_cut_chain()
    {
        EventScript script = Resumed().At(3).Add(Operation(3, 9, Checkout)).Add(RuntimeEvent.AwaitStarted(Ns(3), 7, 5, 9));

        AsyncChain chain = Assert.Single(Run(new EventScript(), script).Chains).Chain;

        Assert.Equal("PlaceOrder → Shop.SaveAsync()", chain.ToString());
        Assert.True(chain.IsCut);
    }

    [Fact]
    public void An_execution_of_another_method_gives_no_chain()
    {
        Finding finding = Run(Resumed(), Stack("OtherAsync", 4));

        Assert.Empty(finding.Chains);
    }

    [Fact]
    public void Without_the_async_lane_there_is_no_chain()
    {
        Assert.Empty(Run(new EventScript().At(10).Start(8), Stack("SaveAsync", 2)).Chains);
    }

    [Fact]
    public void What_the_framework_awaits_outside_the_users_code_is_left_out()
    {
        Finding finding = Run(Resumed(), Stack("SaveAsync", 2), new Names());

        Assert.Equal("Shop.PlaceOrder() → Shop.SaveAsync()", Assert.Single(finding.Chains).Chain.ToString());
    }

    [Fact]
    public void A_stall_that_is_open_has_its_chain_when_it_is_announced()
    {
        var simulation = new Simulation();
        simulation.Run(Resumed().Burst(8, Stack("SaveAsync", 2), 120, 125, 130).BeatsUntil(190).Deliver().Where(e => e.Time <= Ns(190)));

        Stall announced = Assert.Single(simulation.Listener.Explained).Stall;
        Assert.Equal("Checkout → PlaceOrder → Shop.SaveAsync()", announced.Chain?.ToString());
    }

    private static Finding Run(EventScript script, CallStack stack, IAsyncNames? names = null)
    {
        var simulation = new Simulation(names: names);
        simulation.Run(script.Burst(8, stack, 120, 125, 130).At(212).Idle(8).BeatsUntil(400)).Complete(400);
        return Assert.Single(simulation.Snapshot.Findings);
    }

    private static Finding Run(EventScript first, EventScript script) => Run(first.Merge(script), Stack("SaveAsync", 2));

    // Save was resumed on thread 8 at 10 ms, by a timer, and blocks until 211 ms; then it completes and PlaceOrder goes on inside.
    private static EventScript Resumed() => new EventScript()
        .At(1).Add(RuntimeEvent.OperationStarted(Ns(1), 7, 1, "Task.Delay"))
        .Add(Operation(1, 3, Save)).Add(RuntimeEvent.AwaitStarted(Ns(1), 7, 1, 3))
        .Add(Operation(1, 5, Place)).Add(RuntimeEvent.AwaitStarted(Ns(1), 7, 3, 5))
        .Add(Operation(1, 6, Checkout)).Add(RuntimeEvent.AwaitStarted(Ns(1), 7, 5, 6))
        .At(10).Start(8)
        .Add(RuntimeEvent.CompletionStarted(Ns(10), 8, 1)).Add(RuntimeEvent.ExecutionStarted(Ns(10), 8, 3))
        .At(211).Add(RuntimeEvent.OperationEnded(Ns(211), 8, 3, TaskOutcome.RanToCompletion))
        .Add(RuntimeEvent.CompletionStarted(Ns(211), 8, 3)).Add(RuntimeEvent.ExecutionStarted(Ns(211), 8, 5))
        .Add(RuntimeEvent.ExecutionEnded(Ns(211), 8)).Add(RuntimeEvent.CompletionEnded(Ns(211), 8))
        .Add(RuntimeEvent.ExecutionEnded(Ns(211), 8)).Add(RuntimeEvent.CompletionEnded(Ns(211), 8));

    private static RuntimeEvent Operation(double ms, long task, string name) => RuntimeEvent.OperationStarted(Ns(ms), 7, task, name);

    private static long Ns(double ms) => (long)(ms * EventScript.Ms);

    // Pairs of method and number, innermost first.
    private static CallStack Stack(params object[] methods)
    {
        Frame[] frames = [.. methods.Chunk(2).Select(pair => MoveNext((string)pair[0], (int)pair[1]))];
        CallStack blocked = TestStacks.Blocked(BlockingCategory.Sleep, "user", "Thread.Sleep");
        return new CallStack([blocked.Frames[0], .. frames, blocked.Frames[^1]]);
    }

    private static Frame MoveNext(string method, int number) => new()
    {
        Method = $"Shop.{method}()",
        TypeName = $"Shop+<{method}>d__{number}",
        MethodName = "MoveNext",
        Origin = FrameOrigin.User,
    };

    private sealed class Names : IAsyncNames
    {
        public Frame? MethodOf(string operationName) => operationName switch
        {
            Place => MoveNext("PlaceOrder", 1),
            Checkout => MoveNext("Checkout", 0) with { Origin = FrameOrigin.Framework },
            _ => null,
        };
    }
}
