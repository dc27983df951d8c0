using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;
using static BlockWatch.Detection.Tests.Deadlocks.DeadlockScripts;

namespace BlockWatch.Detection.Tests.Deadlocks;

/// <summary>What looks like a deadlock and is none: nothing is said.</summary>
public sealed class NearMissTests
{
    [Fact]
    public void A_convoy_with_changing_owners()
    {
        // Each of four threads takes one lock, then the other: at any time somebody waits for each of them, and all go on.
        EventScript script = new();
        for (int turn = 0; turn < 100; turn++)
        {
            long waiter = 1 + (turn % 4);
            long owner = 1 + ((turn + 1) % 4);
            double time = 100 + (turn * 40);
            script.At(time).Contend(waiter, InLock("Convoy.Post"), turn % 2 == 0 ? Account : Ledger, owner)
                .At(time + 115).ContendEnd(waiter);
        }

        AssertNothing(script);
    }

    [Fact]
    public void A_lock_that_passed_on_to_a_third_thread_that_got_it_from_a_wait()
    {
        // 1 waits for 2's lock; 3 gets it; then 2 waits for 1.
        AssertNothing(new EventScript()
            .At(100).Contend(1, InLock("A.Run"), Account, owner: 2)
            .At(110).Contend(3, InLock("C.Run"), Account, owner: 2)
            .At(120).ContendEnd(3)
            .At(130).Contend(2, InLock("B.Run"), Ledger, owner: 1));
    }

    [Fact]
    public void A_lock_that_passed_on_to_a_third_thread_that_was_faster()
    {
        // 1 is woken because 2 let the lock go, and finds it taken; nobody says by whom.
        AssertNothing(new EventScript()
            .At(100).Contend(1, InLock("A.Run"), Account, owner: 2).At(100.1).Wait(1, InLock("A.Run"))
            .At(120).WaitEnd(1).At(120.1).Wait(1, InLock("A.Run"))
            .At(130).Contend(2, InLock("B.Run"), Ledger, owner: 1).At(130.1).Wait(2, InLock("B.Run")));
    }

    [Fact]
    public void A_waiter_that_gave_up_does_not_hold_the_lock()
    {
        // 4 tries for 50 ms and goes on without the lock; then it waits for 1, which waits for 2, which computes.
        CallStack tries = TestStacks.Blocked(BlockingCategory.Lock, "D.Try", "Monitor.TryEnter");
        AssertNothing(new EventScript()
            .At(100).Contend(1, InLock("A.Run"), Account, owner: 2)
            .At(110).Contend(4, tries, Account, owner: 2).At(160).ContendEnd(4)
            .At(170).Contend(4, InLock("D.Run"), Ledger, owner: 1));
    }

    [Fact]
    public void A_slow_call_under_a_lock_that_others_wait_for()
    {
        EventScript script = new EventScript()
            .At(50).Start(1)
            .At(100).Task(1, 21, "Task.Delay").Task(1, 22, "Async: <QueryAsync>d__1").Await(1, 21, 22).Block(1, 22).Wait(1, InTask("Cache.Refresh"));
        for (int thread = 2; thread <= 6; thread++)
        {
            script.At(100 + thread).Start(thread).Contend(thread, InLock("Cache.Get"), Account, owner: 1);
        }

        AssertNothing(script);
    }

    [Fact]
    public void Plain_starvation_where_one_thread_computes()
    {
        EventScript script = WholePool(3).At(95).Start(4);
        AssertNothing(Counts(script, 4, queue: 9));
    }

    [Fact]
    public void Plain_starvation_where_one_thread_waits_for_something_outside()
    {
        EventScript script = WholePool(3)
            .At(95).Start(4).Task(4, 50, "Task.Delay").Block(4, 50).Wait(4, InTask("Shop.Sleep"));
        AssertNothing(Counts(script, 4, queue: 9));
    }

    [Fact]
    public void A_pool_with_an_idle_thread()
    {
        AssertNothing(WholePool(4).At(95).Idle(5));
    }

    [Fact]
    public void A_pool_that_the_runtime_adds_threads_to()
    {
        EventScript script = new();
        foreach (RuntimeEvent e in WholePool(4).Deliver().Where(e => e.Kind != RuntimeEventKind.PoolCounted))
        {
            script.Add(e);
        }

        for (int look = 0; look < 8; look++)
        {
            long thread = 5 + look;
            double time = 300 + (look * 500);
            script.At(time).Count(4 + look, 12, 0)
                .At(time + 1).Start(thread).Execute(thread, thread)
                .Task(thread, 30 + thread, "Async: <LoadPriceAsync>d__3").Post(thread, 0).Block(thread, 30 + thread);
        }

        AssertNothing(script);
    }

    [Fact]
    public void A_main_thread_that_waits_for_a_continuation_in_the_queue_of_a_starved_pool()
    {
        // Thread 9 has no context: the continuation stands in the pool's queue, which goes on one day.
        EventScript script = new EventScript()
            .At(100).Task(9, 11, "Task.Delay").Task(9, 12, "Async: <LoadAsync>d__0").Await(9, 11, 12).Block(9, 12)
            .Wait(9, TestStacks.NotPool(BlockingCategory.TaskWait, "Program.Run", "Task<T>.Result"))
            .At(150).Finish(3, 11).Post(3, 11).FinishEnd(3).TaskEnd(3, 11)
            .At(151).Start(3);
        AssertNothing(Counts(script, 4, queue: 20));
    }

    [Fact]
    public void A_continuation_that_waits_behind_another_one_of_the_same_task()
    {
        // Thread 3 completes 11 and runs what else awaited it, for long; 12 is next.
        AssertNothing(new EventScript()
            .At(90).Count(4, 0, 1)
            .At(100).Task(9, 11, "Task.Delay").Task(9, 12, "Async: <LoadAsync>d__0").Await(9, 11, 12).Block(9, 12)
            .Wait(9, TestStacks.NotPool(BlockingCategory.TaskWait, "Program.Run", "Task<T>.Result"))
            .At(150).Start(3).Finish(3, 11).Execute(3, 13)
            .At(900).Count(4, 0, 1));
    }

    [Fact]
    public void A_thread_that_runs_the_task_that_it_waits_for()
    {
        AssertNothing(new EventScript()
            .At(50).Start(1)
            .At(100).Task(1, 5, "Task: <Main>b__0").Queue(1, 5).Block(1, 5)
            .At(101).Execute(1, 5));
    }

    [Fact]
    public void Threads_that_a_sample_shows_at_work()
    {
        AssertNothing(TwoLocks().At(600).Sample(1, TestStacks.Computing("Bank.Report", 3), ran: true));
    }

    [Fact]
    public void Waits_whose_ends_were_lost()
    {
        AssertNothing(TwoLocks().At(300).Start(1));
        AssertNothing(TwoLocks().At(300).Idle(2));
        AssertNothing(TwoLocks().At(600).Lost(Lane.Waits, 3));
        AssertNothing(TwoLocks().At(600).PauseWaits());
        AssertNothing(LockAndTask().At(600).Lost(Lane.Async, 3));
        AssertNothing(Context().At(600).Lost(Lane.Async, 3));
        AssertNothing(WholePool().At(800).Lost(Lane.Async, 3));
    }

    [Fact]
    public void Nothing_of_tasks_is_said_without_the_async_lane()
    {
        foreach (EventScript whole in new[] { Context(), LockAndTask(), WholePool() })
        {
            EventScript script = new();
            foreach (RuntimeEvent e in whole.Deliver().Where(e => e.Lane != Lane.Async))
            {
                script.Add(e);
            }

            AssertNothing(script);
        }
    }

    private static void AssertNothing(EventScript script)
    {
        Simulation simulation = new Simulation().Run(script.BeatsUntil(5_500)).Complete(5_500);

        Assert.Empty(simulation.Listener.DeadlocksFound);
        Assert.DoesNotContain(simulation.Snapshot.Findings, finding => finding.Deadlock is not null);
    }
}
