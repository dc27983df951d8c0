using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Pool;

public sealed class StarvationTests
{
    private const long Ms = EventScript.Ms;

    private static readonly CallStack Task = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");

    [Fact]
    public void A_queue_that_grows_while_nothing_completes_is_starvation_from_its_first_sign()
    {
        EventScript script = Counts(0, (8, 0, 500), (8, 5, 0), (8, 20, 0), (8, 60, 0), (8, 90, 0), (9, 40, 200), (9, 0, 300), (9, 0, 10));

        Simulation simulation = new Simulation().Run(script.BeatsUntil(3000, 800)).Complete(3000);

        Assert.Equal(400, Assert.Single(simulation.Listener.StarvationStarted).AtMs);
        StarvationEpisode episode = Assert.Single(simulation.Listener.StarvationEnded).Episode;
        Assert.Equal((100 * Ms, 600 * Ms), (episode.StartNs, episode.EndNs));
        Assert.Equal((9, 90), (episode.PeakThreads, episode.PeakQueue));
        Assert.Equal("queue grew while nothing completed", episode.FirstSign);
        Finding finding = Assert.Single(simulation.Snapshot.Findings);
        Assert.Equal(("BW0007", 1, 500.0), (finding.Site.RuleId, finding.Count, finding.TotalMs));
    }

    [Fact]
    public void A_busy_pool_with_a_queue_is_healthy_while_items_complete()
    {
        EventScript script = Counts(0, [.. Enumerable.Repeat((8, 300L, 5000L), 30)]);
        script.At(1550).Adjust(9, PoolAdjustmentReason.CooperativeBlocking).At(1560).Adjust(10, PoolAdjustmentReason.CooperativeBlocking);

        Assert.Empty(new Simulation().Run(script).Complete(3000).Snapshot.Starvation);
    }

    [Fact]
    public void A_pool_that_is_counted_twice_a_second_starves_when_it_completes_too_little_for_half_a_second()
    {
        // 200 items in half a second are 40 in a tenth: fewer than there are threads.
        EventScript starved = new EventScript().At(0).Count(100, 0, 900).At(500).Count(100, 300, 200).At(1000).Count(100, 400, 200);
        EventScript busy = new EventScript().At(0).Count(100, 0, 900).At(500).Count(100, 300, 600).At(1000).Count(100, 400, 600);

        Assert.Equal(1000, Assert.Single(new Simulation().Run(starved).Listener.StarvationStarted).AtMs);
        Assert.Empty(new Simulation().Run(busy).Listener.StarvationStarted);
    }

    [Fact]
    public void A_short_queue_is_no_starvation() =>
        Assert.Empty(new Simulation().Run(Counts(0, (8, 5, 0), (8, 9, 1), (8, 3, 2), (8, 0, 40), (8, 4, 0), (8, 0, 9))).Complete(900).Snapshot.Starvation);

    [Fact]
    public void What_waits_at_each_count_is_not_the_same_work_when_as_much_completes_meanwhile()
    {
        // A timer whose period is that of the counts: one item waits each time, another one, however many threads there are.
        EventScript timer = new EventScript().At(0).Count(11, 1, 2).At(500).Count(11, 1, 2).At(1000).Count(11, 1, 1).At(1500).Count(11, 1, 15);
        Assert.Empty(new Simulation().Run(timer).Complete(1600).Snapshot.Starvation);

        EventScript starved = new EventScript().At(0).Count(11, 0, 9).At(500).Count(11, 9, 2).At(1000).Count(11, 12, 7).At(1500).Count(11, 0, 15);
        Assert.Equal("queue grew while fewer items completed than there are threads", Assert.Single(new Simulation().Run(starved).Complete(1600).Snapshot.Starvation).FirstSign);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void A_queue_of_which_as_much_completes_as_waits_is_starvation_when_half_of_the_threads_are_held(int held, bool isStarvation)
    {
        // Three threads, each of 300 ms for an item, and always four items that wait: 0.4 s.
        EventScript script = new EventScript().At(0).Count(3, 4, 0).At(500).Count(3, 4, 5).At(1000).Count(3, 4, 5).At(1500).Count(3, 4, 5);
        for (int thread = 1; thread <= held; thread++)
        {
            for (int start = 0; start < 1500; start += 300)
            {
                script.At(start).Start(thread).Wait(thread, Task).At(start + 299).WaitEnd(thread).Idle(thread);
            }
        }

        Assert.Equal(isStarvation, new Simulation().Run(script).Listener.StarvationStarted.Count > 0);
    }

    [Theory]
    [InlineData(PoolAdjustmentReason.Starvation, "runtime added a thread: starvation")]
    [InlineData(PoolAdjustmentReason.CooperativeBlocking, "runtime added a thread: a pool thread waits for a task")]
    public void A_thread_that_the_runtime_adds_while_work_waits_opens_an_episode_at_once(PoolAdjustmentReason reason, string sign)
    {
        EventScript script = new EventScript().At(0).Count(8, 12, 9).At(50).Adjust(9, reason);

        StarvationEpisode episode = Assert.Single(new Simulation().Run(script).Listener.StarvationStarted).Episode;

        Assert.Equal((50 * Ms, 9, 12, sign), (episode.StartNs, episode.PeakThreads, episode.PeakQueue, episode.FirstSign));
    }

    [Theory]
    [InlineData(PoolAdjustmentReason.Starvation, 0)]
    [InlineData(PoolAdjustmentReason.CooperativeBlocking, 0)]
    [InlineData(PoolAdjustmentReason.CooperativeBlocking, 1)]
    [InlineData(PoolAdjustmentReason.ClimbingMove, 50)]
    [InlineData(PoolAdjustmentReason.Warmup, 50)]
    public void Without_work_that_waits_an_added_thread_is_no_starvation(PoolAdjustmentReason reason, int queue)
    {
        EventScript script = new EventScript().At(0).Count(8, queue, 0).At(50).Adjust(9, reason);

        Assert.Empty(new Simulation().Run(script).Listener.StarvationStarted);
    }

    [Fact]
    public void Cooperative_blocking_alone_does_not_say_that_work_waits()
    {
        // A trace without counters: threads wait for tasks, and whether there is a queue nobody knows.
        EventScript script = new EventScript().At(50).Adjust(9, PoolAdjustmentReason.CooperativeBlocking)
            .At(300).Adjust(10, PoolAdjustmentReason.CooperativeBlocking)
            .At(550).Adjust(11, PoolAdjustmentReason.CooperativeBlocking);

        Assert.Empty(new Simulation().Run(script).Listener.StarvationStarted);
    }

    [Fact]
    public void The_runtime_s_own_word_of_starvation_is_enough_without_counts() =>
        Assert.Single(new Simulation().Run(new EventScript().At(50).Adjust(9, PoolAdjustmentReason.Starvation)).Listener.StarvationStarted);

    [Fact]
    public void Evidence_is_wanted_every_second_and_less_often_after_five_times()
    {
        EventScript script = new EventScript().At(0).Count(8, 12, 0).Adjust(9, PoolAdjustmentReason.Starvation);

        Simulation simulation = new Simulation().Run(script.BeatsUntil(20_000, 10));

        Assert.Equal([0, 1000, 2000, 3000, 4000, 5000, 7000, 11_000, 19_000], simulation.Listener.WantedAt(EvidenceReason.Starvation));
    }

    [Fact]
    public void Two_episodes_less_than_a_second_apart_are_one()
    {
        EventScript script = Episode(0).Merge(Episode(1000)).BeatsUntil(4000, 2000);

        Simulation simulation = new Simulation().Run(script).Complete(4000);

        StarvationEpisode episode = Assert.Single(simulation.Snapshot.Starvation);
        Assert.Equal((0, 1500 * Ms), (episode.StartNs, episode.EndNs));
        Assert.Single(simulation.Listener.StarvationEnded);
    }

    [Fact]
    public void Two_episodes_a_second_apart_are_two()
    {
        EventScript script = Episode(0).Merge(Episode(2000)).BeatsUntil(5000, 3000);

        Simulation simulation = new Simulation().Run(script).Complete(5000);

        Assert.Equal([(0L, 500 * Ms), (2000 * Ms, 2500 * Ms)], simulation.Snapshot.Starvation.Select(e => (e.StartNs, e.EndNs!.Value)));
        Assert.Equal(2, simulation.Listener.StarvationStarted.Count);
        Assert.Equal(2, simulation.Listener.StarvationEnded.Count);
        Assert.Equal((2, 1000.0), (simulation.Snapshot.Findings[0].Count, simulation.Snapshot.Findings[0].TotalMs));
    }

    [Fact]
    public void The_session_s_end_ends_an_open_episode()
    {
        EventScript script = new EventScript().At(0).Count(8, 12, 0).Adjust(9, PoolAdjustmentReason.Starvation);

        Simulation simulation = new Simulation().Run(script).Complete(700);

        Assert.Equal(700 * Ms, Assert.Single(simulation.Listener.StarvationEnded).Episode.EndNs);
    }

    [Fact]
    public void Culprits_are_the_sites_that_held_pool_threads_in_the_episode_the_most_first()
    {
        // episode            500 |-----------------| 1500
        // T1  Pay        |-----------------|               400..1000: 500 ms inside
        // T2  Load            |----------|                 600..800:  200 ms inside
        // T3  Pay                    |--|                  1000..1060: no stall, does not count
        CallStack file = TestStacks.Blocked(BlockingCategory.File, "Orders.Load", "File.ReadAllText");
        EventScript script = new EventScript()
            .At(400).Start(1).Wait(1, Task).At(1000).WaitEnd(1).Idle(1)
            .At(600).Start(2).Wait(2, file).At(800).WaitEnd(2).Idle(2)
            .At(1000).Start(3).Wait(3, Task).At(1060).WaitEnd(3).Idle(3)
            .At(500).Count(8, 12, 0).Adjust(9, PoolAdjustmentReason.Starvation).At(1500).Count(9, 0, 50).At(1600).Count(9, 0, 50);

        Simulation simulation = new Simulation().Run(script.BeatsUntil(3000)).Complete(3000);

        Assert.Equal(
            [new Culprit("TaskWait:Orders.Pay", 0.5), new Culprit("File:Orders.Load", 0.2)],
            Assert.Single(simulation.Listener.StarvationEnded).Episode.Culprits);
    }

    private static EventScript Episode(int start) =>
        Counts(start, (8, 50, 0), (8, 60, 0), (8, 70, 0), (8, 80, 0), (8, 90, 0), (8, 0, 90), (8, 0, 5));

    private static EventScript Counts(int start, params (int Threads, long Queue, long Completed)[] counts)
    {
        var script = new EventScript();
        for (int i = 0; i < counts.Length; i++)
        {
            script.At(start + (i * 100)).Count(counts[i].Threads, counts[i].Queue, counts[i].Completed);
        }

        return script;
    }
}
