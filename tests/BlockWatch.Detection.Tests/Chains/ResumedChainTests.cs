using BlockWatch.Detection.Chains;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;
using Xunit;

namespace BlockWatch.Detection.Tests.Chains;

/// <summary>Chains of methods compiled as runtime async: their frames are plain methods, and what is told of them comes late.</summary>
public sealed class ResumedChainTests
{
    private const int Late = 3_000;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Fact]
    public void A_stall_that_was_settled_gets_its_chain_when_that_comes()
    {
        var simulation = new Simulation();
        simulation.Run(Script(Stack(Wrapper(0), "SaveAsync")));
        simulation.Run([Ran(10, 212, "SaveAsync", "PlaceOrder", "Checkout")]).Complete(Late);

        ChainCount only = Assert.Single(Assert.Single(simulation.Snapshot.Findings).Chains);
        Assert.Equal("Shop.Checkout → Shop.PlaceOrder → Shop.SaveAsync", only.Chain.ToString());
        Assert.Equal([ChainSource.Stack, ChainSource.Await, ChainSource.Await], only.Chain.Links.Select(link => link.Source));
        Assert.Equal((1, false), (only.Count, only.Chain.IsCut));
    }

    [Fact]
    public void A_chain_that_comes_before_its_stall_is_settled_is_in_the_stall()
    {
        var simulation = new Simulation();
        simulation.Run(Script(Stack(Wrapper(0), "SaveAsync")).Deliver().Prepend(Ran(10, 212, "SaveAsync", "Checkout"))).Complete(Late);

        Assert.Equal("Shop.Checkout → Shop.SaveAsync", Assert.Single(simulation.Listener.Closed).Chain?.ToString());
        Assert.Equal(1, Assert.Single(Assert.Single(simulation.Snapshot.Findings).Chains).Count);
    }

    [Fact]
    public void The_method_that_goes_on_after_the_first_has_returned_has_those_behind_it()
    {
        Assert.Equal(
            "Shop.Checkout → Shop.PlaceOrder",
            Chain(Stack(Wrapper(1), "PlaceOrder"), Ran(10, 212, "SaveAsync", "PlaceOrder", "Checkout")));
    }

    [Fact]
    public void What_the_resumed_method_called_is_on_the_stack()
    {
        Assert.Equal(
            "Shop.Checkout → Shop.PlaceOrder → Shop.SaveAsync",
            Chain(Stack(Wrapper(0), "SaveAsync", "PlaceOrder"), Ran(10, 212, "PlaceOrder", "Checkout")));
    }

    [Fact]
    public void Of_a_method_that_awaits_itself_the_wrapper_says_which_it_is()
    {
        CallStack stack = Stack(Wrapper(31), "Walk");

        Assert.Equal("Shop.Checkout → Shop.Walk → Shop.Walk", Chain(stack, Ran(10, 212, 30, "Walk", "Walk", "Walk", "Checkout")));
        Assert.Equal("Shop.Checkout → Shop.Walk", Chain(Stack(Wrapper(0), "Walk"), Ran(10, 212, 30, "Walk", "Walk", "Walk", "Checkout")));
    }

    [Fact]
    public void Without_a_wrapper_it_must_be_the_only_one()
    {
        Assert.Equal("Shop.Checkout → Shop.SaveAsync", Chain(Stack(Dispatcher, "SaveAsync"), Ran(10, 212, "SaveAsync", "Checkout")));
        Assert.Null(Chain(Stack(Dispatcher, "Walk"), Ran(10, 212, "Walk", "Walk", "Checkout")));
    }

    [Fact]
    public void What_was_not_on_this_thread_at_this_time_or_is_another_method_is_no_chain()
    {
        CallStack stack = Stack(Wrapper(0), "SaveAsync");

        Assert.Null(Chain(stack, Ran(10, 212, "OtherAsync", "Checkout")));
        Assert.Null(Chain(stack, Ran(213, 400, "SaveAsync", "Checkout")));
        Assert.Null(Chain(stack, RuntimeEvent.ContinuationsRan(Ns(212), 9, Ns(10), Methods("SaveAsync", "Checkout"), 0)));
        Assert.Null(Chain(stack, Ran(212, 10, "SaveAsync", "Checkout")));
    }

    [Fact]
    public void A_state_machine_on_the_stack_inside_has_no_chain_of_the_methods_outside()
    {
        CallStack own = Stack(Wrapper(0), "SaveAsync");
        Frame box = Framework("System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1+AsyncStateMachineBox`1", "MoveNext");

        Assert.Null(Chain(new CallStack([own.Frames[0], Method("LoadAsync"), box, .. own.Frames.Skip(1)]), Ran(10, 212, "SaveAsync", "Checkout")));
    }

    [Fact]
    public void Beyond_an_address_without_a_method_the_chain_is_cut()
    {
        CallStack methods = new([Method("SaveAsync"), Method("PlaceOrder"), Frame.Unresolved, Method("Checkout")]);
        AsyncChain? chain = Find(Stack(Wrapper(0), "SaveAsync"), RuntimeEvent.ContinuationsRan(Ns(212), 8, Ns(10), methods, 0));

        Assert.Equal(("Shop.PlaceOrder → Shop.SaveAsync", true), (chain?.ToString(), chain?.IsCut));
    }

    [Fact]
    public void What_the_framework_awaits_outside_the_users_code_is_left_out()
    {
        CallStack methods = new([Method("SaveAsync"), Framework("System.Net.Http.HttpClient", "SendAsync"), Method("Checkout"), Framework("Microsoft.AspNetCore.Server", "ProcessRequests")]);

        Assert.Equal(
            "Shop.Checkout → System.Net.Http.HttpClient.SendAsync → Shop.SaveAsync",
            Find(Stack(Wrapper(0), "SaveAsync"), RuntimeEvent.ContinuationsRan(Ns(212), 8, Ns(10), methods, 0))?.ToString());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Runs_in_any_order_twice_or_not_at_all_give_no_chain_that_was_not(int seed)
    {
        var random = new Random(seed);
        List<RuntimeEvent> runs = [];
        for (int i = 0; i < 500; i++)
        {
            double start = random.Next(0, 400);
            runs.Add(Ran(start, start + random.Next(0, 300), random.Next(32), random.Next(3) == 0 ? ["SaveAsync", "Checkout"] : ["OtherAsync", "SaveAsync", "Refund"]));
        }

        RuntimeEvent[] mixed = [.. runs.Concat(runs.Take(100)).Where(_ => random.Next(4) > 0)];
        random.Shuffle(mixed);
        RuntimeEvent[] events = [.. Script(Stack(Wrapper(5), "SaveAsync")).Deliver()];
        int split = random.Next(mixed.Length);
        var simulation = new Simulation();
        simulation.Run(mixed[..split]).Run(events).Run(mixed[split..]).Complete(Late);

        Finding finding = Assert.Single(simulation.Snapshot.Findings);
        Assert.True(finding.Chains.Sum(chain => chain.Count) <= 1);
        Assert.All(finding.Chains, chain => Assert.Contains(chain.Chain.ToString(), (string[])["Shop.Checkout → Shop.SaveAsync", "Shop.Refund → Shop.SaveAsync"]));
    }

    private static string? Chain(CallStack stack, RuntimeEvent ran) => Find(stack, ran)?.ToString();

    private static AsyncChain? Find(CallStack stack, RuntimeEvent ran)
    {
        var simulation = new Simulation();
        simulation.Run(Script(stack)).Run([ran]).Complete(Late);
        return Assert.Single(simulation.Snapshot.Findings).Chains.SingleOrDefault()?.Chain;
    }

    private static EventScript Script(CallStack stack) => new EventScript().At(10).Start(8).Burst(8, stack, 120, 125, 130).At(212).Idle(8).BeatsUntil(Late);

    private static long Ns(double ms) => (long)(ms * EventScript.Ms);

    private static RuntimeEvent Ran(double start, double end, params string[] methods) => Ran(start, end, 0, methods);

    private static RuntimeEvent Ran(double start, double end, int firstWrapper, params string[] methods) =>
        RuntimeEvent.ContinuationsRan(Ns(end), 8, Ns(start), Methods(methods), firstWrapper);

    private static CallStack Methods(params string[] methods) => new([.. methods.Select(Method)]);

    private static CallStack Stack(Frame resumption, params string[] methods)
    {
        CallStack blocked = TestStacks.Blocked(BlockingCategory.Sleep, "user", "Thread.Sleep");
        return new CallStack([blocked.Frames[0], .. methods.Select(Method), resumption, .. blocked.Frames.Skip(2)]);
    }

    private static Frame Method(string name) => new() { Method = $"Shop.{name}", TypeName = "Shop", MethodName = name, Origin = FrameOrigin.User, IsRuntimeAsync = true };

    private static Frame Wrapper(int number) => Framework("System.Runtime.CompilerServices.AsyncProfiler+ContinuationWrapper", $"Continuation_Wrapper_{number}");

    private static Frame Dispatcher => Framework("System.Runtime.CompilerServices.AsyncHelpers+RuntimeAsyncTask`1", "DispatchContinuations");

    private static Frame Framework(string type, string method) => new() { Method = $"{type}.{method}", TypeName = type, MethodName = method, Origin = FrameOrigin.Framework };
}
