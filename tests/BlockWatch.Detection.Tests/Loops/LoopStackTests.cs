using BlockWatch.Detection.Loops;
using Written = BlockWatch.Detection.Tests.Explanation.Stacks;

namespace BlockWatch.Detection.Tests.Loops;

public sealed class LoopStackTests
{
    private const string Core = "System.Private.CoreLib!";
    private const string Tasks = Core + "System.Threading.Tasks.";
    private const string Wait = Tasks + "Task.InternalWait";
    private const string MoveNext = Core + "System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1+AsyncStateMachineBox`1.MoveNext";
    private const string RunInternal = Core + "System.Threading.ExecutionContext.RunInternal";
    private const string Posted = Tasks + "SynchronizationContextAwaitTaskContinuation+<>c.<.cctor>b__8_0";
    private const string ExecuteEntry = Tasks + "Task.ExecuteEntryUnsafe";
    private const string Pump = "user!Shop.Loop.Run";

    [Fact]
    public void A_continuation_that_a_loop_took_from_its_queue_is_a_turn()
    {
        Assert.True(IsTurn(Wait, "user!Shop.Form.Show", RunInternal, MoveNext, Posted, Pump, Written.ThreadStart));
        Assert.True(IsTurn(Wait, "user!Shop.Form.Show", RunInternal, MoveNext, Pump, Written.ThreadStart));
        Assert.True(IsTurn(Wait, "user!Shop.Form.Show", MoveNext, "lib:Avalonia!Avalonia.Threading.Dispatcher.Run", "user!Shop.Program.Main"));
        Assert.True(IsTurn(Wait, "user!Shop.Form.Show", MoveNext, "System.Windows.Forms!System.Windows.Forms.Control.InvokeMarshaledCallbacks", "user!Shop.Program.Main"));
    }

    [Fact]
    public void A_continuation_that_is_wrapped_because_tasks_are_told_of_is_a_turn()
    {
        const string Services = Core + "System.Runtime.CompilerServices.";

        Assert.True(IsTurn(
            Wait, "user!Shop.Form.Show", RunInternal, MoveNext, Services + "TaskAwaiter+<>c.<OutputWaitEtwEvents>b__12_0", Services + "AsyncMethodBuilderCore+ContinuationWrapper.Invoke", Posted, Pump, Written.ThreadStart));
    }

    [Fact]
    public void A_method_compiled_as_runtime_async_that_was_posted_is_a_turn()
    {
        const string Async = Core + "System.Runtime.CompilerServices.AsyncHelpers+RuntimeAsyncTask`1";

        Assert.True(IsTurn(Wait, "user!Shop.Form.ShowAsync", Async + ".DispatchContinuations", Async + "+<>c.<.cctor>b__18_0", Pump, Written.ThreadStart));
        Assert.True(IsTurn(
            Wait,
            "user!Shop.Form.ShowAsync",
            Core + "System.Runtime.CompilerServices.AsyncProfiler+ContinuationWrapper.Continuation_Wrapper_0",
            Async + ".InstrumentedDispatchContinuations",
            Async + ".DispatchContinuations",
            Posted,
            Pump,
            Written.ThreadStart));
    }

    [Fact]
    public void A_task_of_a_scheduler_of_its_own_is_a_turn()
    {
        Assert.True(IsTurn(
            Wait, "user!Shop.Form.Show", Tasks + "Task.InnerInvoke", RunInternal, Tasks + "Task.ExecuteWithThreadLocal", ExecuteEntry, Tasks + "TaskScheduler.TryExecuteTask", Pump, Written.ThreadStart));
    }

    [Fact]
    public void A_loop_that_waits_for_the_next_callback_is_in_no_turn()
    {
        Assert.False(IsTurn(Wait, Pump, Written.ThreadStart));
    }

    [Fact]
    public void Main_that_waits_for_a_task_is_no_loop()
    {
        Assert.False(IsTurn(Wait, Core + "System.Runtime.CompilerServices.TaskAwaiter.HandleNonSuccessAndDebuggerNotification", "user!Shop.Program.Main"));
        Assert.False(IsTurn(Wait, "Microsoft.Extensions.Hosting.Abstractions!Microsoft.Extensions.Hosting.HostingAbstractionsHostExtensions.Run", "user!Shop.Program.Main"));
    }

    [Fact]
    public void A_task_that_a_waiting_thread_runs_itself_is_no_turn()
    {
        Assert.False(IsTurn(Wait, "user!Shop.Orders.Load", ExecuteEntry, Tasks + "ThreadPoolTaskScheduler.TryExecuteTaskInline", Tasks + "Task.WrappedTryRunInline", Wait, "user!Shop.Program.Main"));
        Assert.False(IsTurn(
            Wait, "user!Shop.Orders.Load", ExecuteEntry, Tasks + "TaskScheduler.TryExecuteTask", "user!Shop.Scheduler.TryExecuteTaskInline", Tasks + "TaskScheduler.TryRunInline", Wait, "user!Shop.Program.Main"));
    }

    [Fact]
    public void A_continuation_that_whoever_completed_the_task_runs_in_passing_is_no_turn()
    {
        Assert.False(IsTurn(
            Wait, "user!Shop.Form.Show", MoveNext, Tasks + "AwaitTaskContinuation.RunOrScheduleAction", Tasks + "Task.RunContinuations", Tasks + "Task.TrySetResult", "user!Shop.Device.Read", Written.ThreadStart));
    }

    [Fact]
    public void A_long_running_task_is_no_loop_and_one_may_hold_a_loop()
    {
        string[] longRunning = [Tasks + "Task.InnerInvoke", RunInternal, Tasks + "Task.ExecuteWithThreadLocal", ExecuteEntry, Tasks + "ThreadPoolTaskScheduler+<>c.<.cctor>b__10_0", Written.ThreadStart];

        Assert.False(IsTurn([Wait, "user!Shop.Orders.Load", .. longRunning]));
        Assert.True(IsTurn([Wait, "user!Shop.Form.Show", MoveNext, Pump, .. longRunning]));
        Assert.False(IsTurn([Wait, Pump, .. longRunning]));
    }

    private static bool IsTurn(params string[] frames) => LoopStack.IsTurn(Written.Of(frames));
}
