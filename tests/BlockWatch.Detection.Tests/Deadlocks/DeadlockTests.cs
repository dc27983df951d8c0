using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Suppressions;
using BlockWatch.TestKit.Simulation;
using static BlockWatch.Detection.Tests.Deadlocks.DeadlockScripts;

namespace BlockWatch.Detection.Tests.Deadlocks;

/// <summary>The four kinds of deadlock, found while they last.</summary>
public sealed class DeadlockTests
{
    private const double WithinMs = 2_000;

    // Seen on .NET 9: a burst after a second found that two of four threads in Task<T>.Result had run, for a moment, and the deadlock was never told.
    [Fact]
    public void A_thread_that_ran_for_a_moment_and_is_still_in_the_wait_makes_it_no_less_a_deadlock()
    {
        EventScript script = WholePool().At(1_100).BurstStart().At(1_101).Sample(1, InTask("Shop.Price"), ran: true).At(1_102).BurstEnd();

        Assert.Equal(DeadlockKind.Pool, Found(Run(script), closedAtMs: 104.1).Kind);
    }

    [Fact]
    public void Two_locks_in_opposite_order_are_a_deadlock_of_two_threads()
    {
        Simulation simulation = Run(TwoLocks());

        Deadlock found = Found(simulation, closedAtMs: 110);
        Assert.Equal("Deadlock of 2 threads: Bank.Audit ⇄ Bank.Deposit", found.Title);
        Assert.Equal((Confidence.Certain, DeadlockKind.Cycle, 2), (found.Confidence, found.Kind, found.Threads));
        Assert.Equal(["thread 2 Lock thread 1 Bank.Audit", "thread 1 Lock thread 2 Bank.Deposit"], found.Steps.Select(Describe));
        Assert.Null(found.EndNs);
        Assert.Empty(simulation.Listener.DeadlocksEnded);
    }

    [Fact]
    public void Without_the_waits_inside_the_owners_are_as_told_when_the_waits_began_and_it_is_likely()
    {
        Assert.Equal(Confidence.Likely, Found(Run(TwoLocks(withInnerWaits: false)), closedAtMs: 110).Confidence);
    }

    [Fact]
    public void Two_of_the_class_librarys_locks_are_one_as_well()
    {
        EventScript script = new EventScript()
            .At(100).Contend(1, InClassLibraryLock("Bank.Deposit"), Ledger, owner: 2)
            .At(110).Contend(2, InClassLibraryLock("Bank.Audit"), Account, owner: 1);

        Assert.Equal("Deadlock of 2 threads: Bank.Audit ⇄ Bank.Deposit", Found(Run(script), closedAtMs: 110).Title);
    }

    [Fact]
    public void Threads_that_are_not_the_pools_are_in_it_as_well()
    {
        EventScript script = new EventScript()
            .At(100).Contend(1, TestStacks.NotPool(BlockingCategory.Lock, "Bank.Deposit", "Monitor.Enter"), Ledger, owner: 2)
            .At(110).Contend(2, TestStacks.NotPool(BlockingCategory.Lock, "Bank.Audit", "Monitor.Enter"), Account, owner: 1);

        Assert.Equal(2, Found(Run(script), closedAtMs: 110).Threads);
    }

    [Fact]
    public void Three_threads_are_one_ring_and_whoever_waits_for_them_is_not_in_it()
    {
        EventScript script = new EventScript()
            .At(100).Contend(1, InLock("A.Run"), 10, owner: 2)
            .At(110).Contend(2, InLock("B.Run"), 11, owner: 3)
            .At(120).Contend(3, InLock("C.Run"), 12, owner: 1)
            .At(130).Contend(4, InLock("D.Run"), 12, owner: 1);

        Assert.Equal("Deadlock of 3 threads: A.Run → B.Run → C.Run → A.Run", Found(Run(script), closedAtMs: 120).Title);
    }

    [Fact]
    public void A_loop_that_blocks_on_what_is_posted_to_it_is_a_deadlock_that_is_inferred()
    {
        Deadlock found = Found(Run(Context()), closedAtMs: 150.1);

        Assert.Equal("Deadlock of a thread with itself: Window.ShowTitle ⇄ task LoadAsync", found.Title);
        Assert.Equal(Confidence.Likely, found.Confidence);
        Assert.Equal(["thread 9 TaskWait task LoadAsync Window.ShowTitle", "task LoadAsync Context thread 9"], found.Steps.Select(Describe));
        Assert.Equal([false, true], found.Steps.Select(step => step.IsInferred));
    }

    [Fact]
    public void An_owner_that_waits_for_a_task_that_wants_the_lock_is_a_deadlock()
    {
        Deadlock found = Found(Run(LockAndTask()), closedAtMs: 150.5);

        Assert.Equal("Deadlock of 2 threads: Cache.LoadAsync ⇄ Cache.Refresh", found.Title);
        Assert.Equal(Confidence.Certain, found.Confidence);
        Assert.Equal(
            ["thread 2 Lock thread 1 Cache.LoadAsync", "thread 1 TaskWait task LoadAsync Cache.Refresh", "task LoadAsync RunBy thread 2"],
            found.Steps.Select(Describe));
    }

    [Fact]
    public void A_pool_whose_every_thread_waits_for_its_queue_is_a_deadlock()
    {
        Simulation simulation = Run(WholePool());

        Deadlock found = Found(simulation, closedAtMs: 104.1);
        Assert.Equal("Deadlock of the thread pool: all 4 threads wait for work in its queue, in Shop.Price", found.Title);
        Assert.Equal((DeadlockKind.Pool, 4, Confidence.Likely), (found.Kind, found.Threads, found.Confidence));
        Assert.Equal(["thread 1 TaskWait task LoadPriceAsync Shop.Price", "task LoadPriceAsync PoolQueue the pool, all 4 threads of which wait so"], found.Steps.Select(Describe));
        Assert.Equal(3, found.Steps[0].Alike);
    }

    [Fact]
    public void A_pool_that_grows_and_completes_work_has_resolved_it()
    {
        EventScript script = Counts(new EventScript(), 4, 4, until: 2_300).Merge(WholePool()).At(2_700).Adjust(5, PoolAdjustmentReason.Starvation);
        EventScript whole = new EventScript();
        foreach (RuntimeEvent e in script.Deliver().Where(e => e.Kind != RuntimeEventKind.PoolCounted || e.Time <= 2_300 * EventScript.Ms))
        {
            whole.Add(e);
        }

        Simulation simulation = Run(whole.At(2_800).Count(5, 1, 7));

        Assert.Equal(2_800 * EventScript.Ms, Assert.Single(simulation.Listener.DeadlocksEnded).Deadlock.EndNs);
    }

    [Fact]
    public void A_time_limit_resolves_it_and_the_finding_says_after_how_long()
    {
        EventScript script = TwoLocks().At(3_110).WaitEnd(2).ContendEnd(2).At(3_111).Idle(2).At(3_112).WaitEnd(1).ContendEnd(1).At(3_113).Idle(1);

        Simulation simulation = Run(script);

        Deadlock ended = Assert.Single(simulation.Listener.DeadlocksEnded).Deadlock;
        Assert.Equal((110 * EventScript.Ms, 3_110 * EventScript.Ms), (ended.StartNs, ended.EndNs));
        Finding finding = simulation.Snapshot.Findings[0];
        Assert.Equal((3_000, 0L, 1L), (finding.MaxMs, finding.OpenCount, finding.Count));
        Assert.Equal(ended, finding.Deadlock);
    }

    [Fact]
    public void The_site_is_the_same_whichever_thread_came_first()
    {
        EventScript turned = new EventScript()
            .At(100).Contend(5, InLock("Bank.Audit"), Account, owner: 6)
            .At(110).Contend(6, InLock("Bank.Deposit"), Ledger, owner: 5);

        Deadlock found = Found(Run(turned), closedAtMs: 110);

        Assert.Equal(Found(Run(TwoLocks()), closedAtMs: 110).Site.Id, found.Site.Id);
        Assert.Equal("Deadlock of 2 threads: Bank.Audit ⇄ Bank.Deposit", found.Title);
        Assert.Equal(Found(Run(WholePool(4)), closedAtMs: 104.1).Site.Id, Found(Run(WholePool(6)), closedAtMs: 106.1).Site.Id);
        Assert.NotEqual(found.Site.Id, Found(Run(LockAndTask()), closedAtMs: 150.5).Site.Id);
    }

    [Fact]
    public void Stacks_are_wanted_before_it_is_said()
    {
        Simulation simulation = Run(TwoLocks());

        double wanted = Assert.Single(simulation.Listener.WantedAt(EvidenceReason.Deadlock));
        Assert.InRange(wanted, 500, simulation.Listener.DeadlocksFound[0].AtMs);
    }

    [Fact]
    public void A_finding_that_is_suppressed_is_not_told()
    {
        string site = Found(Run(TwoLocks()), closedAtMs: 110).Site.Id;
        Suppression suppression = new() { SiteId = site, Reason = "known" };

        Simulation simulation = new Simulation(new DetectionOptions { Suppressions = [suppression] }).Run(TwoLocks().BeatsUntil(5_500)).Complete(5_500);

        Assert.Empty(simulation.Listener.DeadlocksFound);
        Assert.DoesNotContain(simulation.Snapshot.Findings, finding => finding.Deadlock is not null);
    }

    private static Simulation Run(EventScript script) => new Simulation().Run(script.BeatsUntil(5_500)).Complete(5_500);

    private static Deadlock Found(Simulation simulation, double closedAtMs)
    {
        (double at, Deadlock found) = Assert.Single(simulation.Listener.DeadlocksFound);
        Assert.Equal(closedAtMs, found.StartNs / (double)EventScript.Ms, 0.01);
        Assert.InRange(at, closedAtMs + (DeadlockWatch.StableNs / EventScript.Ms), closedAtMs + WithinMs);
        Finding finding = simulation.Snapshot.Findings[0];
        Assert.Equal(("BW0008", found.Id), (finding.Site.RuleId, finding.Deadlock!.Id));
        return found;
    }

    private static string Describe(DeadlockStep step) => $"{step.Waiter} {step.Link} {step.Holder} {step.UserFrame?.Method}".TrimEnd();
}
