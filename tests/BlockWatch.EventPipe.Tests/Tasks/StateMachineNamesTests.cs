using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Tasks;

namespace BlockWatch.EventPipe.Tests.Tasks;

public sealed class StateMachineNamesTests : IDisposable
{
    private readonly MethodMap _methods = new() { IsWhole = true };
    private readonly ModuleMap _modules = new();
    private readonly FrameResolver _frames = new();
    private readonly StateMachineNames _names;
    private ulong _address = 0x1000;

    public StateMachineNamesTests()
    {
        _modules.Add(1, new ModuleIdentity("/app/Shop.dll", "Shop"));
        _modules.Add(2, new ModuleIdentity("/app/Other.dll", "Other"));
        _names = new StateMachineNames(_methods, _modules, _frames);
    }

    public void Dispose() => _frames.Dispose();

    [Theory]
    [InlineData("Async: <SaveAsync>d__2", "Shop.Orders+<SaveAsync>d__2", "Shop.Orders.SaveAsync")]
    [InlineData("Async: <SaveAsync>d__2", "Shop.Orders+Inner+<SaveAsync>d__2", "Shop.Orders.Inner.SaveAsync")]
    [InlineData("Async: <<Main>$>d__0", "Program+<<Main>$>d__0", "Program.Main")]
    [InlineData("Async: <<Pay>g__Load|0_1>d", "Shop.Orders+<<Pay>g__Load|0_1>d", "Shop.Orders.Pay.Load")]
    [InlineData("Async: <<Pay>b__0>d", "Shop.Orders+<>c__DisplayClass3_0+<<Pay>b__0>d", "Shop.Orders.Pay.lambda")]
    public void The_one_type_of_that_name_says_where_the_method_is(string task, string type, string written)
    {
        Add(type);
        Assert.Equal(written, Assert.Single(_names.Of([task])).Value);
    }

    [Fact]
    public void Two_types_of_that_name_say_nothing()
    {
        Add("Shop.Orders+<SaveAsync>d__2");
        Add("Shop.Carts+<SaveAsync>d__2");
        Assert.Empty(_names.Of(["Async: <SaveAsync>d__2"]));
    }

    [Fact]
    public void Types_of_one_name_in_two_modules_are_two()
    {
        Add("Program+<<Main>$>d__0", module: 1);
        Add("Program+<<Main>$>d__0", module: 2);
        Assert.Empty(_names.Of(["Async: <<Main>$>d__0"]));
    }

    [Fact]
    public void A_third_body_does_not_settle_what_two_left_open()
    {
        Add("Shop.Orders+<SaveAsync>d__2");
        Add("Shop.Carts+<SaveAsync>d__2");
        Add("Shop.Carts+<SaveAsync>d__2");
        Assert.Empty(_names.Of(["Async: <SaveAsync>d__2"]));
    }

    [Fact]
    public void Bodies_in_tiers_for_other_arguments_and_without_a_module_are_of_one_type()
    {
        Add("Shop.Cache`1+<GetAsync>d__1[System.__Canon]");
        Add("Shop.Cache`1+<GetAsync>d__1[System.Int32]");
        Add("Shop.Cache`1+<GetAsync>d__1[System.__Canon]", module: 0);
        Assert.StartsWith("Shop.Cache<", _names.Of(["Async: <GetAsync>d__1"])["Async: <GetAsync>d__1"], StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_body_of_the_method_counts()
    {
        Add("Shop.Orders+<SaveAsync>d__2", method: "SetStateMachine");
        Assert.Empty(_names.Of(["Async: <SaveAsync>d__2"]));
    }

    [Fact]
    public void While_methods_are_missing_nothing_is_said()
    {
        Add("Shop.Orders+<SaveAsync>d__2");
        _methods.IsWhole = false;
        Assert.Empty(_names.Of(["Async: <SaveAsync>d__2"]));
    }

    [Fact]
    public void A_method_that_comes_later_is_known_the_next_time_and_may_unsettle_a_name()
    {
        Assert.Empty(_names.Of(["Async: <SaveAsync>d__2"]));
        Add("Shop.Orders+<SaveAsync>d__2");
        Assert.Single(_names.Of(["Async: <SaveAsync>d__2"]));
        Add("Shop.Carts+<SaveAsync>d__2");
        Assert.Empty(_names.Of(["Async: <SaveAsync>d__2"]));
    }

    [Fact]
    public void A_name_that_is_asked_for_the_first_time_is_looked_for_at_once()
    {
        // A server's first request of a kind: its methods were compiled a moment ago, and the stall that it was is told once.
        StateMachineNames names = new(_methods, _modules, _frames, TimeSpan.FromHours(1));
        Add("Shop.Orders+<SaveAsync>d__2");
        Assert.NotNull(names.MethodOf("Async: <SaveAsync>d__2"));
        Add("Shop.Orders+<RenewAsync>d__3");

        Assert.NotNull(names.MethodOf("Async: <RenewAsync>d__3"));
    }

    [Fact]
    public void One_that_was_not_there_then_is_not_looked_for_again_before_its_time()
    {
        StateMachineNames names = new(_methods, _modules, _frames, TimeSpan.FromHours(1));
        Assert.Null(names.MethodOf("Async: <RenewAsync>d__3"));
        Add("Shop.Orders+<SaveAsync>d__2");
        Assert.Null(names.MethodOf("Async: <RenewAsync>d__3"));
        Add("Shop.Orders+<RenewAsync>d__3");

        Assert.Null(names.MethodOf("Async: <RenewAsync>d__3"));
    }

    [Fact]
    public void Tasks_that_are_no_async_methods_are_left_alone() => Assert.Empty(_names.Of(["Task.Delay", "Task: <Main>b__0", ""]));

    private void Add(string type, string method = "MoveNext", long module = 1)
    {
        _methods.Add(new MethodBody { Start = _address, Size = 0x10, ModuleId = module, TypeName = type, MethodName = method, Signature = "instance void  ()" });
        _address += 0x100;
    }
}
