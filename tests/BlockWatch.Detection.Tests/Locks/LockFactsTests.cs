using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Locks;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Locks;

/// <summary>BW0003: who waited for a lock, who held it for how long, and what the owner did meanwhile.</summary>
public sealed class LockFactsTests
{
    private const long Ledger = 7;
    private const long Prices = 8;

    private static readonly CallStack InLock = TestStacks.Blocked(BlockingCategory.Lock, "Ledger.Post", "Monitor.Enter");
    private static readonly CallStack Sleeping = TestStacks.Blocked(BlockingCategory.Sleep, "Ledger.Post", "Thread.Sleep");
    private static readonly CallStack InResult = TestStacks.Blocked(BlockingCategory.TaskWait, "Prices.Refresh", "Task<T>.Result");

    [Fact]
    public void A_convoy_tells_its_waiters_its_owners_and_how_long_each_held()
    {
        // T1  holds the lock from before     |sleeps|
        // T2  waits, gets it at 200                 |sleeps|
        // T3  waits, gets it at 400                        |holds while nobody waits
        EventScript script = new EventScript().At(0).Start(1).Start(2).Start(3)
            .At(10).Contend(2, InLock, Ledger, owner: 1).Wait(2, InLock).At(11).Contend(3, InLock, Ledger, owner: 1).Wait(3, InLock)
            .Burst(1, Sleeping, 100).Burst(2, Sleeping, 300)
            .At(200).WaitEnd(2).ContendEnd(2).Idle(1).At(400).WaitEnd(3).ContendEnd(3).Idle(2).At(410).Idle(3);

        LockFacts locks = LocksOf(script);

        Assert.Equal((1, 2, 2L, 2), (locks.Locks, locks.MaxWaiters, locks.Holds, locks.OwnerThreads));
        Assert.Equal((190 + 389, 190 + 389), (locks.WaitedMs, locks.OwnerKnownMs));
        Assert.Equal((390, 200), (locks.HeldMs, locks.MaxHeldMs));
        Assert.Equal("Sleep Ledger.Post 2 390 200 sampled", Assert.Single(locks.Places.Select(Describe)));
        Assert.Equal([(10, 190, 1, 2, "Sleep Ledger.Post"), (200, 200, 2, 1, "Sleep Ledger.Post")], locks.Longest.Select(Describe));
        Assert.Equal(["T2 Sleep Ledger.Post 200 sampled"], locks.Chain.Select(Describe));
    }

    [Fact]
    public void An_owner_that_waits_for_a_task_is_known_to_by_its_own_event_without_a_sample()
    {
        // The owner began to wait before anybody wanted the lock, and goes on for 30 ms when it is over.
        EventScript script = new EventScript().At(0).Start(1).Start(2).At(5).Wait(1, InResult)
            .At(20).Contend(2, InLock, Prices, owner: 1).At(250).WaitEnd(1).At(280).ContendEnd(2).Idle(2).Idle(1);

        Finding finding = FindingOf(script);

        Assert.Equal(["TaskWait Prices.Refresh 1 230 230"], finding.Locks!.Places.Select(Describe));
        Assert.Equal((260, 260), (finding.Locks.HeldMs, finding.Locks.OwnerKnownMs));
        Assert.Equal("Task<T>.Result", Assert.Single(finding.Owners).Frames[0].Method);
    }

    [Fact]
    public void An_owner_that_waits_for_another_lock_is_the_first_of_a_chain()
    {
        // T3 waits for the ledger, which T2 holds, who waits for the prices, which T1 holds, who waits for a task.
        CallStack other = TestStacks.Blocked(BlockingCategory.Lock, "Ledger.Sum", "Monitor.Enter");
        EventScript script = new EventScript().At(0).Start(1).Start(2).Start(3).At(5).Wait(1, InResult)
            .At(10).Contend(2, other, Prices, owner: 1).At(40).Contend(3, InLock, Ledger, owner: 2)
            .At(250).WaitEnd(1).At(251).ContendEnd(2).Idle(1).At(252).ContendEnd(3).Idle(2).At(253).Idle(3);

        LockFacts locks = LocksOf(script);

        Assert.Equal(["T2 Lock Ledger.Sum 212", "T1 TaskWait Prices.Refresh 211"], locks.Chain.Select(Describe));
        Assert.Equal(["Lock Ledger.Sum 1 211 211"], locks.Places.Select(Describe));
    }

    [Fact]
    public void A_lock_of_the_class_library_inside_a_wait_for_a_task_is_no_lock_of_the_users()
    {
        // As .NET 10 does: who reads .Result enters a lock of the task's event for a moment.
        EventScript script = new EventScript().At(0).Start(1).Start(2).At(5).Contend(1, InResult, lockId: 99, owner: 3).At(6).ContendEnd(1).Wait(1, InResult)
            .At(6.5).Contend(2, InLock, Prices, owner: 1).At(240).WaitEnd(1).At(240.1).Contend(1, InResult, lockId: 99, owner: 3).At(241).ContendEnd(1)
            .At(250).ContendEnd(2).Idle(2).Idle(1);

        Simulation simulation = Run(script);

        Assert.Null(Assert.Single(simulation.Snapshot.Findings, finding => finding.Site.Category == BlockingCategory.TaskWait).Locks);
        Assert.Equal(["T1 TaskWait Prices.Refresh 243"], LocksOf(simulation).Chain.Select(Describe));
    }

    [Fact]
    public void An_owner_outside_the_pool_is_one_as_well()
    {
        CallStack sleeping = TestStacks.NotPool(BlockingCategory.Sleep, "Timer.Tick", "Thread.Sleep");
        EventScript script = new EventScript().At(0).Start(2).At(10).Contend(2, InLock, Ledger, owner: 77)
            .Burst(77, sleeping, 100).At(210).ContendEnd(2).Idle(2);

        Assert.Equal(["Sleep Timer.Tick 1 200 200 sampled"], LocksOf(script).Places.Select(Describe));
    }

    [Fact]
    public void Who_gave_up_holds_nothing()
    {
        // T3 tries for 100 ms and then sleeps elsewhere, while T2 still waits for T1. After T3's end the runtime tells nobody's name.
        CallStack tries = TestStacks.Blocked(BlockingCategory.Lock, "Ledger.Try", "Monitor.TryEnter");
        CallStack elsewhere = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Elsewhere", "Thread.Sleep");
        EventScript script = new EventScript().At(0).Start(2).Start(3)
            .At(10).Contend(2, InLock, Ledger, owner: 1).At(20).Contend(3, tries, Ledger, owner: 1).At(120).ContendEnd(3)
            .Burst(3, elsewhere, 200).At(300).ContendEnd(2).Idle(2).Idle(3);

        Finding finding = FindingOf(script);

        Assert.Empty(finding.Owners);
        Assert.Equal([(10, 110, 1, 2, null)], finding.Locks!.Longest.Select(Describe));
        Assert.Equal((290, 110), (finding.Locks.WaitedMs, finding.Locks.OwnerKnownMs));
    }

    [Fact]
    public void A_lock_that_somebody_faster_got_is_nobodys_until_an_event_names_one()
    {
        // T2 is woken at 100 and finds the lock taken; T3 comes at 200 and hears that T9 has it.
        EventScript script = new EventScript().At(0).Start(2).Start(3)
            .At(10).Contend(2, InLock, Ledger, owner: 1).Wait(2, InLock).At(100).WaitEnd(2).At(100.1).Wait(2, InLock)
            .At(200).Contend(3, InLock, Ledger, owner: 9).At(300).WaitEnd(2).ContendEnd(2).Idle(2).At(310).ContendEnd(3).Idle(3);

        Assert.Equal([(10, 90, 1, 1, null), (200, 100, 9, 2, null), (300, 10, 2, 1, null)], LocksOf(script).Longest.Select(Describe));
    }

    [Fact]
    public void After_lost_events_an_owner_is_none()
    {
        EventScript script = new EventScript().At(0).Start(2).At(10).Contend(2, InLock, Ledger, owner: 1)
            .At(250).Lost(Lane.Waits, 3).At(300).Contend(2, InLock, Ledger, owner: 0).At(500).ContendEnd(2).Idle(2);

        Finding finding = FindingOf(script);

        Assert.Equal((200, 0), (finding.Locks!.WaitedMs, finding.Locks.OwnerKnownMs));
        Assert.Empty(finding.Locks.Chain);
    }

    [Fact]
    public void A_lock_that_is_held_until_the_end_of_the_session_is_told_with_its_time_so_far()
    {
        EventScript script = new EventScript().At(0).Start(1).Start(2).At(5).Wait(1, InResult).At(10).Contend(2, InLock, Prices, owner: 1);

        LockFacts locks = LocksOf(script);

        Assert.Equal(["T1 TaskWait Prices.Refresh 990"], locks.Chain.Select(Describe));
        Assert.Equal((990, 990), (locks.HeldMs, locks.WaitedMs));
    }

    [Fact]
    public void A_site_with_two_locks_counts_both_and_other_findings_have_none()
    {
        EventScript script = new EventScript().At(0).Start(2).Start(3)
            .At(10).Contend(2, InLock, Ledger, owner: 1).Contend(3, InLock, Prices, owner: 1)
            .At(150).ContendEnd(2).Burst(2, Sleeping, 200).At(300).ContendEnd(3).Idle(2).Idle(3);

        Simulation simulation = Run(script);

        Assert.Equal((2, 1), (LocksOf(simulation).Locks, LocksOf(simulation).MaxWaiters));
        Assert.All(simulation.Snapshot.Findings.Where(finding => finding.Site.Category != BlockingCategory.Lock), finding => Assert.Null(finding.Locks));
    }

    private static Simulation Run(EventScript script) => new Simulation().Run(script.BeatsUntil(1_000), new LaneDelays(100, 200, 150)).Complete(1_000);

    private static LockFacts LocksOf(EventScript script) => LocksOf(Run(script));

    private static LockFacts LocksOf(Simulation simulation) => FindingOf(simulation).Locks!;

    private static Finding FindingOf(EventScript script) => FindingOf(Run(script));

    private static Finding FindingOf(Simulation simulation) =>
        Assert.Single(simulation.Snapshot.Findings, finding => finding.Site is { Category: BlockingCategory.Lock, UserFrame.Method: "Ledger.Post" });

    private static string Describe(LockOwnerPlace place) =>
        FormattableString.Invariant($"{place.Site.Category} {place.Site.UserFrame!.Method} {place.Holds} {place.TotalMs} {place.MaxMs}{(place.IsSampled ? " sampled" : "")}");

    private static string Describe(LockChainLink link) => FormattableString.Invariant(
        $"T{link.ThreadId} {link.Site?.Category} {link.Site?.UserFrame!.Method} {link.DurationNs / EventScript.Ms}{(link.IsSampled ? " sampled" : "")}");

    private static (long StartMs, long Ms, long Owner, int Waiters, string? What) Describe(LockHoldFacts hold) => (
        hold.StartNs / EventScript.Ms, hold.DurationNs / EventScript.Ms, hold.OwnerThreadId, hold.Waiters,
        hold.Site is { } site ? $"{site.Category} {site.UserFrame!.Method}" : null);
}
