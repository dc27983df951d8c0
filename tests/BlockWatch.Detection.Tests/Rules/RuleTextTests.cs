using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Rules;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Tests.Rules;

public sealed class RuleTextTests
{
    [Theory]
    [InlineData("BW0001", "Await the task instead, and make the callers async up to the entry point. While it waits, this thread does no work, and the continuation that would free it may need a thread of the same pool.")]
    [InlineData("BW0002", "Wait without a thread: Task.WhenAll. If the wait has to stay synchronous, give it a dedicated thread, not one of the pool's.")]
    [InlineData("BW0003", "Look at the owner first: what it does while it holds the lock is the cause, and I/O or another wait under a lock multiplies. Then: a shorter section.")]
    [InlineData("BW0004", "Use `await Task.Delay` with a cancellation token. If the loop polls for something, await that thing instead of polling.")]
    [InlineData("BW0005", "Use `await File.ReadAllTextAsync` instead of File.ReadAllText, and make the callers async.")]
    [InlineData("BW0006", "Awaiting does not help: the work needs the processor. Do less of it, do it elsewhere (a queue with workers of its own, of limited number), or break it into pieces with `await Task.Yield()` between them.")]
    [InlineData("BW0007", "Fix the sites that hold the threads, the one with the most pool-thread-seconds first. More threads (ThreadPool.SetMinThreads) only move the limit and cost memory.")]
    [InlineData("BW0008", "Take the locks in the same order everywhere, or only one at a time, and wait for nothing while you hold one. A restart frees these threads, and nothing else does.")]
    [InlineData("BW0009", "Watch for longer, so that a burst of samples falls into the next one. A stall shorter than the way to the burst (about 0.2 s) is often over before its stack can be taken.")]
    [InlineData("BW0010", "Allocate less, large objects first; consider server or concurrent collection. The method that ran is not to blame: all threads were stopped.")]
    [InlineData("BW0011", "Await the task, or catch and log within the method whatever it throws. An await that comes after the failure cannot be seen: when there is one, this is no fault.")]
    [InlineData("BW0012", "Use `await` instead: a task that needs this thread to go on never completes while the thread waits for it. Whatever else is posted to this thread waits meanwhile.")]
    public void The_advice_names_the_replacement(string id, string advice)
    {
        Assert.Equal(advice, RuleCatalog.ById(id)!.Advice(RuleSamples.SiteOf(id)));
    }

    [Theory]
    [InlineData(BlockingCategory.TaskWait, "Task.WaitAll", "Task.WhenAll", "Use `await Task.WhenAll` instead of Task.WaitAll, and make the callers async up to the entry point.")]
    [InlineData(BlockingCategory.Sleep, "SpinWait.SpinUntil", "await the event itself, or Task.Delay", "Instead of SpinWait.SpinUntil: await the event itself, or Task.Delay. A spinning thread takes a processor from those that could make the condition true.")]
    [InlineData(BlockingCategory.File, "File.Delete", "Task.Run (there is no asynchronous delete)", "Instead of File.Delete: Task.Run (there is no asynchronous delete).")]
    [InlineData(BlockingCategory.Process, "Process.Kill", null, "Process.Kill has no asynchronous twin that we know of: keep it off the threads that serve requests, with Task.Run or a dedicated thread.")]
    [InlineData(BlockingCategory.RuntimeWork, "type initializer of Tables", "do the work at start-up, or in a Lazy<Task<T>>", "It happens once a process in most cases: do the work at start-up, or in a Lazy<Task<T>>.")]
    [InlineData(BlockingCategory.GarbageCollection, null, null, "Allocate less, large objects first; consider server or concurrent collection. The method that ran is not to blame: all threads were stopped.")]
    [InlineData(BlockingCategory.PageFault, null, null, "The memory that this code uses was not there: a mapped file was read page by page, or memory had been swapped out. Read the file with asynchronous calls, or touch its pages beforehand on a thread of its own; look at the machine's free memory and at the container's limit.")]
    [InlineData(BlockingCategory.ProcessorQueue, null, null, "Most of this time the thread was ready to run and no processor was free: other threads or other processes had them, or the container had used up its share. Look at what else runs on the machine, how many threads compute at once and what the container's limit is, before this code.")]
    [InlineData(BlockingCategory.RuntimeWork, "GC.Collect", "no call", "Remove the call: the runtime collects when it needs to, and this stops every thread for it.")]
    [InlineData(BlockingCategory.File, "ZipFile.OpenRead", "ZipFile.OpenReadAsync (since .NET 10)", "Instead of ZipFile.OpenRead: ZipFile.OpenReadAsync (since .NET 10).")]
    public void The_advice_fits_the_site(BlockingCategory category, string? blocking, string? replacement, string advice)
    {
        Site site = RuleSamples.Of(category, "Shop.Orders.Load()", blocking, replacement);

        Assert.Equal(advice, RuleCatalog.For(category).Advice(site));
    }

    [Theory]
    [InlineData(BlockingCategory.Sleep, null, "Thread.Sleep", "Thread.Sleep, called by code that is not on the stack")]
    [InlineData(BlockingCategory.Cpu, "Shop.Orders.Score()", null, "CPU work in Shop.Orders.Score()")]
    [InlineData(BlockingCategory.Dns, "Shop.Orders.Load()", null, "A synchronous DNS lookup in Shop.Orders.Load()")]
    [InlineData(BlockingCategory.Unexplained, "Shop.Orders.Load()", null, "Unexplained stall in Shop.Orders.Load()")]
    [InlineData(BlockingCategory.GarbageCollection, null, null, "Garbage collection")]
    [InlineData(BlockingCategory.PageFault, "Shop.Orders.Load()", null, "Page faults (memory read from disk) in Shop.Orders.Load()")]
    [InlineData(BlockingCategory.ProcessorQueue, "Shop.Orders.Load()", null, "No processor free for Shop.Orders.Load()")]
    [InlineData(BlockingCategory.GarbageCollection, "Shop.Orders.Load()", null, "Garbage collection during Shop.Orders.Load()")]
    public void The_title_says_what_is_known_and_no_more(BlockingCategory category, string? user, string? blocking, string title)
    {
        Site site = RuleSamples.Of(category, user, blocking, null);

        Assert.Equal(title, RuleCatalog.For(category).Title(site));
    }

    [Theory]
    [InlineData(BlockingCategory.Sleep, "Thread.Sleep", "Task.Delay", "loop", "Event loop 'loop' did not turn: Thread.Sleep in Shop.Form.Show()", "Use `await Task.Delay` instead of Thread.Sleep.")]
    [InlineData(BlockingCategory.File, "File.Delete", "Task.Run (there is no asynchronous delete)", null, "An event loop did not turn: File.Delete in Shop.Form.Show()", "Instead of File.Delete: Task.Run (there is no asynchronous delete).")]
    [InlineData(BlockingCategory.Cpu, null, null, "loop", "Event loop 'loop' did not turn: CPU work in Shop.Form.Show()", "Do the work elsewhere, with `await Task.Run`, and come back to this thread with its result.")]
    [InlineData(BlockingCategory.Unexplained, null, null, "loop", "Event loop 'loop' did not turn, and nothing that was seen explains why", "Watch for longer, so that stacks are taken in one of these turns.")]
    public void A_site_on_an_event_loop_names_the_loop(BlockingCategory category, string? blocking, string? replacement, string? loop, string title, string advice)
    {
        Site site = SiteFactory.OnLoop(RuleSamples.Of(category, "Shop.Form.Show()", blocking, replacement), loop);
        IRule rule = RuleCatalog.ById("BW0012")!;

        Assert.Equal((title, $"{advice} Whatever else is posted to this thread waits meanwhile."), (rule.Title(site), rule.Advice(site)));
    }
}
