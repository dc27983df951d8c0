using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Deadlocks;

/// <summary>Simulated targets in a deadlock that closes at 100 to 200 ms.</summary>
internal static class DeadlockScripts
{
    public const long Account = 7;
    public const long Ledger = 8;

    /// <summary>Two pool threads that take two locks in opposite order. With the runtime's own waits inside the contention, as .NET 9 and later tell.</summary>
    public static EventScript TwoLocks(bool withInnerWaits = true)
    {
        EventScript script = new EventScript()
            .At(50).Start(1).At(51).Start(2)
            .At(100).Contend(1, InLock("Bank.Deposit"), Ledger, owner: 2)
            .At(110).Contend(2, InLock("Bank.Audit"), Account, owner: 1);
        return withInnerWaits ? script.At(101).Wait(1, InLock("Bank.Deposit")).At(111).Wait(2, InLock("Bank.Audit")) : script;
    }

    /// <summary>The thread of an event loop, 9, reads .Result of a method whose continuation is posted to the loop. As recorded of .NET 10.</summary>
    public static EventScript Context() => new EventScript()
        .At(90).Count(4, 0, 1)
        .At(100).Task(9, 11, "Task.Delay").Task(9, 12, "Async: <LoadAsync>d__0").Await(9, 11, 12).Block(9, 12)
        .At(100.1).Wait(9, TestStacks.NotPool(BlockingCategory.TaskWait, "Window.ShowTitle", "Task<T>.Result"))
        .At(150).Finish(3, 11).At(150.1).Post(3, 11).At(150.2).FinishEnd(3).TaskEnd(3, 11)
        .At(500).Count(4, 0, 1).At(1000).Count(4, 0, 1);

    /// <summary>Pool thread 1 owns a lock and waits for a task, whose method wants the lock on thread 2.</summary>
    public static EventScript LockAndTask() => new EventScript()
        .At(50).Start(1)
        .At(100).Task(1, 21, "Task.Delay").Task(1, 22, "Async: <LoadAsync>d__4").Await(1, 21, 22).Block(1, 22)
        .At(100.1).Wait(1, InTask("Cache.Refresh"))
        .At(150).Start(2).Finish(2, 21).Execute(2, 22)
        .At(150.5).Contend(2, InLock("Cache.LoadAsync"), Ledger, owner: 1).At(150.6).Wait(2, InLock("Cache.LoadAsync"));

    /// <summary>Every thread of a pool of this size waits for a method that waits for its turn in the pool's queue.</summary>
    public static EventScript WholePool(int threads = 4)
    {
        EventScript script = new();
        for (int thread = 1; thread <= threads; thread++)
        {
            double time = 100 + thread;
            script.At(time).Start(thread).Execute(thread, thread)
                .At(time + 0.1).Task(thread, 30 + thread, "Async: <LoadPriceAsync>d__3").Post(thread, 0).Block(thread, 30 + thread)
                .At(time + 0.2).Wait(thread, InTask("Shop.Price"));
        }

        return Counts(script.At(90).Count(threads, 0, 5), threads, queue: threads);
    }

    /// <summary>The pool's counters twice a second from 300 ms on: nothing completes.</summary>
    public static EventScript Counts(EventScript script, int threads, int queue, int until = 5_300)
    {
        for (int time = 300; time <= until; time += 500)
        {
            script.At(time).Count(threads, queue, time == 300 ? 3 : 0);
        }

        return script;
    }

    public static CallStack InLock(string method) => TestStacks.Blocked(BlockingCategory.Lock, method, "Monitor.Enter", line: 12);

    /// <summary>As System.Threading.Lock waits.</summary>
    public static CallStack InClassLibraryLock(string method)
    {
        var enter = new Frame { Method = "Lock.TryEnterSlow", TypeName = "System.Threading.Lock", MethodName = "TryEnterSlow", Origin = FrameOrigin.Framework };
        return new CallStack([enter, .. InLock(method).Frames]);
    }

    public static CallStack InTask(string method) => TestStacks.Blocked(BlockingCategory.TaskWait, method, "Task<T>.Result", line: 20);
}
