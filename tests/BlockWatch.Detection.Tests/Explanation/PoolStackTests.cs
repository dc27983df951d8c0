using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Tests.Explanation;

public sealed class PoolStackTests
{
    private const string Semaphore = "System.Private.CoreLib!System.Threading.LowLevelLifoSemaphore.WaitForSignal";

    [Fact]
    public void A_worker_at_work_is_of_the_pool_and_not_idle()
    {
        CallStack stack = Stacks.OnPool("user!Shop.Orders.Load");

        Assert.Equal(PoolMembership.Pool, PoolStack.MembershipOf(stack));
        Assert.False(PoolStack.IsIdleWorker(stack));
    }

    [Fact]
    public void A_worker_without_a_work_item_is_idle()
    {
        Assert.True(PoolStack.IsIdleWorker(Stacks.Of(Semaphore, Stacks.WorkerStart, Stacks.ThreadStart)));
        Assert.True(PoolStack.IsIdleWorker(Stacks.Of(Stacks.WorkerStart, Stacks.ThreadStart)));
        Assert.True(PoolStack.IsIdleWorker(Stacks.Of("?", Semaphore, "?")));
    }

    [Fact]
    public void A_thread_of_the_users_own_is_not_of_the_pool()
    {
        CallStack stack = Stacks.Of("user!Shop.Worker.Loop", Stacks.ThreadStart);

        Assert.Equal(PoolMembership.NotPool, PoolStack.MembershipOf(stack));
        Assert.False(PoolStack.IsIdleWorker(stack));
    }

    [Fact]
    public void A_stack_that_is_cut_or_whose_bottom_is_unresolved_does_not_tell()
    {
        CallStack cut = Stacks.Of([.. Enumerable.Repeat("user!Shop.Tree.Walk", CallStack.RuntimeDepthLimit)]);

        Assert.Equal(PoolMembership.Unknown, PoolStack.MembershipOf(cut));
        Assert.Equal(PoolMembership.Unknown, PoolStack.MembershipOf(Stacks.Of("user!Shop.Orders.Load", "?")));
        Assert.Equal(PoolMembership.Unknown, PoolStack.MembershipOf(Stacks.Of()));
    }

    [Fact]
    public void A_user_type_with_the_pools_name_is_not_the_pool()
    {
        Assert.Equal(PoolMembership.NotPool, PoolStack.MembershipOf(Stacks.Of("user!System.Threading.ThreadPoolWorkQueue.Dispatch")));
    }
}
