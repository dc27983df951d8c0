using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Tests.Explanation;

/// <summary>A stack holds more than what the thread does now: methods that completed and run their awaiter's continuation.</summary>
public class RunningNowTests
{
    private const string Box = "System.Private.CoreLib!System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1+AsyncStateMachineBox`1";

    private readonly StackExplainer _explainer = new(new DetectionOptions());

    [Fact]
    public void A_method_that_has_completed_is_not_blamed_for_the_continuation_that_it_runs()
    {
        CallStack stack = Stacks.OnPool(
            "System.Private.CoreLib!System.Threading.Monitor.Enter_Slowpath",
            "System.IO.Pipelines!System.IO.Pipelines.Pipe.AllocateWriteHeadSynchronized",
            "Microsoft.AspNetCore.Http.Extensions!Microsoft.AspNetCore.Http.RequestDelegateFactory+<ExecuteTaskResult>d__1.MoveNext",
            $"{Box}.ExecutionContextCallback",
            $"{Box}.MoveNext",
            "System.Private.CoreLib!System.Threading.Tasks.Task.RunContinuations",
            "System.Private.CoreLib!System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1.SetResult",
            "user!Shop.Orders+<SaveAsync>d__1.MoveNext@Orders.cs:128",
            $"{Box}.ExecutionContextCallback");

        Assert.Null(_explainer.Explain(stack, EvidenceKind.Samples, ranManagedCode: false));
    }

    [Fact]
    public void The_continuation_of_the_user_is_blamed_and_not_the_user_method_that_completed_below_it()
    {
        CallStack stack = Stacks.OnPool(
            "System.Private.CoreLib!System.Threading.Thread.Sleep",
            "user!Shop.Orders+<CheckoutAsync>d__2.MoveNext@Orders.cs:42",
            $"{Box}.ExecutionContextCallback",
            $"{Box}.MoveNext",
            "System.Private.CoreLib!System.Threading.Tasks.Task.RunContinuations",
            "user!Shop.Orders+<SaveAsync>d__1.MoveNext@Orders.cs:128");

        StackVerdict? verdict = _explainer.Explain(stack, EvidenceKind.Samples, ranManagedCode: false);

        Assert.Equal("Shop.Orders+<CheckoutAsync>d__2.MoveNext", verdict?.UserFrame?.Method);
    }

    [Theory]
    [InlineData("AsyncHelpers+RuntimeAsyncTask`1.DispatchContinuations")]
    [InlineData("AsyncHelpers+RuntimeAsyncTask`1.InstrumentedDispatchContinuations")]
    [InlineData("AsyncProfiler+ContinuationWrapper.Continuation_Wrapper_7")]
    public void A_method_compiled_as_runtime_async_is_resumed_by_the_runtimes_dispatcher(string resumption)
    {
        CallStack stack = Stacks.OnPool(
            "System.Private.CoreLib!System.Threading.Thread.Sleep",
            "user!Shop.Orders.CheckoutAsync@Orders.cs:42",
            $"System.Private.CoreLib!System.Runtime.CompilerServices.{resumption}",
            "System.Private.CoreLib!System.Threading.Tasks.Task.RunContinuations",
            "user!Shop.Orders.SaveAsync@Orders.cs:128");

        Assert.Equal("Shop.Orders.CheckoutAsync", _explainer.Explain(stack, EvidenceKind.Samples, ranManagedCode: false)?.UserFrame?.Method);
        Assert.Null(_explainer.Explain(new CallStack([.. stack.Frames.Skip(2).Prepend(stack.Frames[0])]), EvidenceKind.Samples, ranManagedCode: false)?.UserFrame);
    }

    [Fact]
    public void A_system_call_that_an_asynchronous_socket_operation_tries_first_is_no_synchronous_socket_call()
    {
        CallStack stack = Stacks.OnPool(
            "?",
            "System.Net.Sockets!System.Net.Sockets.SocketPal.TryCompleteReceive",
            "System.Net.Sockets!System.Net.Sockets.SocketAsyncContext.ReceiveAsync",
            "System.Net.Sockets!System.Net.Sockets.SocketAsyncEventArgs.DoOperationReceive",
            "System.Net.Sockets!System.Net.Sockets.Socket.ReceiveAsync",
            "user!Shop.Orders+<LoadAsync>d__3.MoveNext");

        Assert.Null(_explainer.Explain(stack, EvidenceKind.Samples, ranManagedCode: false));
    }

    // Seen once in ten minutes of a healthy server on a machine with a load of 12: the thread was not given a processor in the system call.
    [Fact]
    public void Nor_is_it_one_when_the_operation_is_inlined_into_its_caller()
    {
        CallStack stack = Stacks.OnPool(
            "System.Private.CoreLib!Interop+Sys.Shutdown",
            "System.Net.Sockets!System.Net.Sockets.SocketPal.TryCompleteSendTo",
            "System.Net.Sockets!System.Net.Sockets.Socket.SendAsync",
            "System.Net.Http!System.Net.Http.HttpConnection.WriteToStreamAsync",
            "System.Net.Http!System.Net.Http.HttpClient.GetStringAsyncCore",
            "user!Shop.Orders+<LoadAsync>d__3.MoveNext");

        Assert.NotEqual(BlockingCategory.Socket, _explainer.Explain(stack, EvidenceKind.Samples, ranManagedCode: false)?.Category);
    }
}
