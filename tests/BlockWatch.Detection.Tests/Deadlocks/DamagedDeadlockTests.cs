using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Locks;
using BlockWatch.TestKit.Simulation;
using static BlockWatch.Detection.Tests.Deadlocks.DeadlockScripts;

namespace BlockWatch.Detection.Tests.Deadlocks;

/// <summary>Streams with events left out, doubled and moved: no exception, no negative time, no deadlock where the whole stream has none.</summary>
public sealed class DamagedDeadlockTests
{
    private const int LengthMs = 4_000;
    private const int Seeds = 10_000;
    private const int SlowSeeds = 300;

    [Fact]
    public void Damaged_streams_never_make_a_deadlock_of_work_that_goes_on()
    {
        IReadOnlyList<RuntimeEvent> whole = Busy();
        Assert.Empty(Played(whole).Listener.DeadlocksFound);

        Parallel.For(1, Seeds + 1, seed =>
        {
            Simulation simulation = Played(Damage.Of(whole, seed));
            AssertSound(simulation, seed);
            Assert.True(simulation.Listener.DeadlocksFound.Count == 0, $"seed {seed}");
        });
    }

    [Fact]
    public void Damaged_streams_of_deadlocks_never_make_a_time_negative()
    {
        foreach (EventScript script in new[] { TwoLocks(), Context(), LockAndTask(), WholePool() })
        {
            IReadOnlyList<RuntimeEvent> whole = script.BeatsUntil(LengthMs).At(2_500).WaitEnd(1).ContendEnd(1).BlockEnd(1, 22).Deliver();
            for (int seed = 1; seed <= SlowSeeds; seed++)
            {
                AssertSound(Played(Damage.Of(whole, seed)), seed);
            }
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(100, 0, 300)]
    [InlineData(0, 200, 100)]
    [InlineData(200, 50, 0)]
    public void The_lanes_lag_does_not_change_what_is_found(int spans, int waits, int bursts)
    {
        foreach (EventScript script in new[] { TwoLocks(), Context(), LockAndTask(), WholePool() })
        {
            Simulation simulation = new Simulation().Run(script.BeatsUntil(LengthMs), new LaneDelays(spans, waits, bursts)).Complete(LengthMs);

            (double at, Deadlock found) = Assert.Single(simulation.Listener.DeadlocksFound);
            Assert.InRange(at - (found.StartNs / (double)EventScript.Ms), DeadlockWatch.StableNs / EventScript.Ms, 2_000);
        }
    }

    [Fact]
    public void Any_number_of_threads_and_locks_takes_bounded_memory_and_time()
    {
        EventScript script = new();
        for (int i = 1; i <= 3 * ThreadWaits.Cap; i++)
        {
            script.At(100 + (i / 100.0)).Contend(i, InLock("Crowd.Enter"), lockId: i, owner: i + 1);
        }

        Simulation simulation = new Simulation().Run(script.BeatsUntil(3_000)).Complete(3_000);

        Assert.Empty(simulation.Listener.DeadlocksFound);
    }

    // Two threads that block on tasks and wait for each other's locks in turns, never at the same time for long; a thousand events.
    private static IReadOnlyList<RuntimeEvent> Busy()
    {
        EventScript script = new();
        for (int time = 0; time <= LengthMs; time += 50)
        {
            script.At(time).Beat(Lane.Spans).Beat(Lane.Waits);
        }

        for (int turn = 0; turn < 90; turn++)
        {
            double time = 10 + (turn * 40);
            long thread = 1 + (turn % 2);
            long other = 3 - thread;
            long task = 100 + (turn * 2);
            script.At(time).Start(thread).Execute(thread, task)
                .At(time + 1).Contend(thread, InLock("Bank.Deposit"), turn % 2 == 0 ? Account : Ledger, other)
                .At(time + 2).Wait(thread, InLock("Bank.Deposit"))
                .At(time + 12).WaitEnd(thread).At(time + 13).ContendEnd(thread)
                .At(time + 14).Task(thread, task + 1, "Async: <LoadAsync>d__0").Block(thread, task + 1).Wait(thread, InTask("Bank.Load"))
                .At(time + 24).WaitEnd(thread).BlockEnd(thread, task + 1).TaskEnd(other, task + 1)
                .At(time + 30).ExecuteEnd(thread).Finish(thread, task).FinishEnd(thread).TaskEnd(thread, task).Idle(thread);
            if (turn % 10 == 0)
            {
                script.At(time + 5).Count(2, turn % 3, 4);
            }
        }

        return script.Deliver();
    }

    private static Simulation Played(IReadOnlyList<RuntimeEvent> events) => new Simulation().Run(events).Complete(LengthMs);

    private static void AssertSound(Simulation simulation, int seed)
    {
        Assert.All(simulation.Listener.DeadlocksFound, entry => Assert.True(entry.Deadlock.StartNs >= 0 && entry.Deadlock.Steps.Count > 0, $"seed {seed}"));
        Assert.All(simulation.Listener.DeadlocksEnded, entry => Assert.True(entry.Deadlock.EndNs >= entry.Deadlock.StartNs, $"seed {seed}"));
        Assert.All(
            simulation.Snapshot.Findings.Where(finding => finding.Deadlock is not null),
            finding => Assert.True(finding is { TotalMs: >= 0, MaxMs: >= 0 } && finding.FirstSeenMs <= finding.LastSeenMs, $"seed {seed}"));
    }
}
