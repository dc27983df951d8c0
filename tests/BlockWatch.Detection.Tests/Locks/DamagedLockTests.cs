using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Locks;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Locks;

/// <summary>Streams with events left out, doubled and moved, and lanes that lag: no exception, no negative time, no owner that never was one.</summary>
public sealed class DamagedLockTests
{
    private const int LengthMs = 2_000;
    private const int Seeds = 2_000;
    private const long Stranger = 9;

    [Fact]
    public void Damaged_streams_make_no_owner_of_a_thread_that_never_was_one()
    {
        IReadOnlyList<RuntimeEvent> whole = Convoy().Deliver(new LaneDelays(100, 150, 150));
        Parallel.For(1, Seeds + 1, seed => AssertSound(Damage.Of(whole, seed), seed));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(100, 0, 300)]
    [InlineData(0, 200, 100)]
    [InlineData(200, 50, 0)]
    public void The_lanes_lag_does_not_change_what_is_found(int spans, int waits, int bursts)
    {
        LockFacts even = Facts(Convoy().Deliver(new LaneDelays(100, 100, 100)));
        LockFacts late = Facts(Convoy().Deliver(new LaneDelays(spans, waits, bursts)));

        Assert.Equal(even.Longest, late.Longest);
        Assert.Equal(even.Places, late.Places);
        Assert.Equal(even.Chain, late.Chain);
        Assert.Equal(
            (even.Locks, even.MaxWaiters, even.WaitedMs, even.OwnerKnownMs, even.Holds, even.HeldMs),
            (late.Locks, late.MaxWaiters, late.WaitedMs, late.OwnerKnownMs, late.Holds, late.HeldMs));
    }

    // Three threads pass two locks on, one inside the other; each sleeps while it has both. A stranger only ever sleeps.
    private static EventScript Convoy()
    {
        EventScript script = new();
        for (int turn = 0; turn < 12; turn++)
        {
            double time = 10 + (turn * 150);
            long owner = 1 + (turn % 3);
            long second = 1 + ((turn + 1) % 3);
            long third = 1 + ((turn + 2) % 3);
            script.At(time).Start(owner).Start(second).Start(third)
                .At(time + 1).Contend(second, In("Bank.Post", "Monitor.Enter"), 7, owner).Wait(second, In("Bank.Post", "Monitor.Enter"))
                .At(time + 5).Contend(third, In("Bank.Sum", "Monitor.Enter"), 8, second).Wait(third, In("Bank.Sum", "Monitor.Enter"))
                .Burst(owner, TestStacks.Blocked(BlockingCategory.Sleep, "Bank.Hold", "Thread.Sleep"), time + 60)
                .Burst(Stranger, TestStacks.NotPool(BlockingCategory.Sleep, "Stranger.Run", "Thread.Sleep"), time + 61)
                .At(time + 120).WaitEnd(second).ContendEnd(second).Idle(owner)
                .At(time + 130).WaitEnd(third).ContendEnd(third).Idle(second).At(time + 131).Idle(third);
        }

        return script.BeatsUntil(LengthMs);
    }

    private static CallStack In(string method, string blocking) => TestStacks.Blocked(BlockingCategory.Lock, method, blocking);

    private static LockFacts Facts(IEnumerable<RuntimeEvent> events) => new Simulation().Run(events).Complete(LengthMs)
        .Snapshot.Findings.Single(finding => finding.Site is { Category: BlockingCategory.Lock, UserFrame.Method: "Bank.Sum" }).Locks!;

    private static void AssertSound(IReadOnlyList<RuntimeEvent> events, int seed)
    {
        Simulation simulation = new Simulation().Run(events).Complete(LengthMs);
        foreach (LockFacts locks in simulation.Snapshot.Findings.Select(finding => finding.Locks).OfType<LockFacts>())
        {
            bool isSound = locks is { WaitedMs: >= 0, OwnerKnownMs: >= 0, HeldMs: >= 0, MaxWaiters: >= 1 and <= 3, Locks: 1 or 2 }
                && locks.OwnerKnownMs <= locks.WaitedMs + 0.001 && locks.MaxHeldMs <= LengthMs
                && locks.Places.All(place => place.TotalMs >= 0 && place.MaxMs <= place.TotalMs && place.Site.UserFrame!.Method != "Stranger.Run")
                && locks.Longest.All(hold => hold.DurationNs > 0 && hold.OwnerThreadId is >= 1 and <= 3)
                && locks.Chain.All(link => link.DurationNs > 0 && link.ThreadId is >= 1 and <= 3);
            Assert.True(isSound, $"seed {seed}: {locks}");
        }
    }
}
