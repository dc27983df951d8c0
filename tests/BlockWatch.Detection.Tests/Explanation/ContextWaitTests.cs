using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Tests.Explanation;

/// <summary>A wait that the runtime handed to a synchronization context of the program's own, in the shapes that real stacks have.</summary>
public sealed class ContextWaitTests
{
    private const string WaitHelper = "System.Private.CoreLib!System.Threading.SynchronizationContext.WaitHelper";
    private const string ContextWait = "user!Shop.Ui.LoopContext.Wait@LoopContext.cs:9";
    private const string MonitorWait = "System.Private.CoreLib!System.Threading.Monitor.Wait";
    private const string WaitOneNoCheck = "System.Private.CoreLib!System.Threading.WaitHandle.WaitOneNoCheck";
    private const string TaskWait = "System.Private.CoreLib!System.Threading.Tasks.Task.Wait";
    private const string Checkout = "user!Shop.Orders+<CheckoutAsync>d__1.MoveNext@Orders.cs:42";

    private static readonly StackExplainer Explainer = new(new DetectionOptions());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_context_that_the_monitor_calls_itself_is_not_taken_for_work(bool ranManagedCode)
    {
        CallStack stack = Stacks.OnPool(WaitHelper, ContextWait, MonitorWait, TaskWait, Checkout);

        StackVerdict? verdict = Explainer.Explain(stack, EvidenceKind.Samples, ranManagedCode);

        Assert.Equal(new(BlockingCategory.TaskWait, Checkout, "Task.Wait"), Told(verdict));
    }

    [Fact]
    public void A_context_that_the_monitor_calls_through_a_frame_without_a_name_is_not_taken_for_work()
    {
        CallStack stack = Stacks.OnPool(WaitHelper, ContextWait, "?", MonitorWait, TaskWait, Checkout);

        Assert.Equal(new(BlockingCategory.TaskWait, Checkout, "Task.Wait"), Told(Explainer.ExplainRunning(stack)));
    }

    [Fact]
    public void A_context_that_a_wait_handle_calls_is_not_blamed_for_the_wait()
    {
        CallStack stack = Stacks.OnPool(WaitHelper, ContextWait, WaitOneNoCheck, Checkout);

        Assert.Equal(new(BlockingCategory.PrimitiveWait, Checkout, "WaitHandle.WaitOne"), Told(Explainer.Explain(stack, EvidenceKind.Wait, ranManagedCode: false)));
    }

    [Fact]
    public void A_context_that_waits_by_means_of_its_own_is_not_blamed_either()
    {
        CallStack stack = Stacks.OnPool("user!Shop.Ui.Native.Pump", ContextWait, WaitOneNoCheck, Checkout);

        Assert.Equal(new(BlockingCategory.PrimitiveWait, Checkout, "WaitHandle.WaitOne"), Told(Explainer.Explain(stack, EvidenceKind.Samples, ranManagedCode: false)));
    }

    [Fact]
    public void A_method_of_the_users_that_is_called_wait_is_named_when_nothing_of_the_runtime_asked_it_to_wait()
    {
        CallStack stack = Stacks.OnPool("System.Private.CoreLib!System.Threading.Thread.Sleep", ContextWait, Checkout);

        Assert.Equal(new(BlockingCategory.Sleep, ContextWait, "Thread.Sleep"), Told(Explainer.Explain(stack, EvidenceKind.Samples, ranManagedCode: false)));
    }

    private static (BlockingCategory Category, string? User, string? Blocking) Told(StackVerdict? verdict) =>
        (verdict!.Category, verdict.UserFrame is { } user ? $"user!{user.Method}@{user.Source?.File}:{user.Source?.Line}" : null, verdict.BlockingFrame?.Method);
}
