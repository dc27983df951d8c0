using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Samples;

/// <summary>Work items that began before the session: no event tells of them.</summary>
public sealed class UnseenStartTests
{
    private static readonly CallStack Task = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");

    [Fact]
    public void A_thread_seen_blocked_twice_without_any_event_is_a_stall_that_began_at_the_first_look_or_earlier()
    {
        EventScript script = new EventScript().BeatsUntil(400).Burst(1, Task, 20, 21).Burst(1, Task, 140, 141);

        Simulation simulation = new Simulation().Run(script);

        (double at, Stall explained) = Assert.Single(simulation.Listener.Explained);
        Assert.Equal(140, at);
        Assert.Equal("T1 ~20-…: TaskWait:Orders.Pay 120 Samples*3", StallText.Of(explained));
        Assert.Equal(1, simulation.Snapshot.Findings[0].OpenCount);
        Assert.Equal("T1 ~20-~141: TaskWait:Orders.Pay 121 Samples*4", simulation.Complete(400).Stalls);
    }

    [Fact]
    public void A_second_look_is_asked_for_once_the_threshold_is_over()
    {
        EventScript script = new EventScript().BeatsUntil(600).Burst(1, Task, 20).Burst(2, Task, 20);

        Simulation simulation = new Simulation().Run(script);

        Assert.Equal([120, 220, 420], simulation.Listener.WantedAt(EvidenceReason.SecondLook));
        Assert.Equal(new EvidenceRequest(EvidenceReason.SecondLook, 1, 20 * EventScript.Ms), simulation.Listener.Wanted[0].Request);
    }

    [Fact]
    public void The_thread_s_next_span_event_ends_it()
    {
        EventScript script = new EventScript().BeatsUntil(600).Burst(1, Task, 20).Burst(1, Task, 140).At(300).Start(1).At(310).Idle(1);

        Assert.Equal("T1 ~20-300: TaskWait:Orders.Pay 280 Samples*2", new Simulation().Run(script).Complete(600).Stalls);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 300)]
    [InlineData(300, 0)]
    public void One_look_at_work_is_enough_when_the_next_span_event_comes_a_threshold_later(int spansLag, int burstsLag)
    {
        EventScript script = new EventScript().BeatsUntil(1000).Burst(1, Task, 60).At(170).Start(1).At(175).Idle(1);

        Assert.Equal("T1 ~60-170: TaskWait:Orders.Pay 110 Samples*1", new Simulation().Run(script, new LaneDelays(Spans: spansLag, Bursts: burstsLag)).Complete(1000).Stalls);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 300)]
    [InlineData(300, 0)]
    public void One_look_is_not_enough_when_the_next_span_event_comes_sooner_or_not_at_all(int spansLag, int burstsLag)
    {
        EventScript script = new EventScript().BeatsUntil(1000).Burst(1, Task, 60).At(150).Start(1).At(155).Idle(1).Burst(2, Task, 300);

        Assert.Equal("", new Simulation().Run(script, new LaneDelays(Spans: spansLag, Bursts: burstsLag)).Complete(1000).Stalls);
    }

    // The pool looks every 30 ms whether anybody listens: until then a work item may begin without an event.
    [Fact]
    public void One_look_at_the_very_begin_of_the_session_is_not_enough()
    {
        EventScript script = new EventScript().BeatsUntil(1000).Burst(1, Task, 20).At(300).Start(1).At(305).Idle(1);

        Assert.Equal("", new Simulation().Run(script).Complete(1000).Stalls);
    }

    [Fact]
    public void A_look_says_nothing_of_a_worker_that_was_born_later_with_the_same_number()
    {
        EventScript script = new EventScript().BeatsUntil(1000).Burst(1, Task, 60).At(300).Born(1).At(310).Start(1).At(320).Idle(1);

        Assert.Equal("", new Simulation().Run(script).Complete(1000).Stalls);
    }

    [Fact]
    public void One_look_before_a_pause_is_not_enough()
    {
        EventScript script = new EventScript().BeatsUntil(1000).Burst(1, Task, 60).At(80).Pause().At(200).Resume().At(400).Start(1).At(405).Idle(1);

        Assert.Equal("", new Simulation().Run(script).Complete(1000).Stalls);
    }

    [Fact]
    public void A_span_event_between_the_looks_means_another_work_item()
    {
        EventScript script = new EventScript().BeatsUntil(600).Burst(1, Task, 20).At(80).Start(1).Burst(1, Task, 140).At(150).Idle(1);

        Assert.Equal("", new Simulation().Run(script).Complete(600).Stalls);
    }

    [Theory]
    [InlineData(0, 150)]
    [InlineData(200, 0)]
    [InlineData(0, 250)]
    public void It_does_not_matter_which_lane_is_ahead(int spansLag, int burstsLag)
    {
        EventScript script = new EventScript().BeatsUntil(1000).Burst(1, Task, 20).Burst(1, Task, 140).At(180).Start(1).At(190).Idle(1);

        Simulation simulation = new Simulation().Run(script, new LaneDelays(Spans: spansLag, Bursts: burstsLag)).Complete(1000);

        Assert.Equal("T1 ~20-180: TaskWait:Orders.Pay 160 Samples*2", simulation.Stalls);
    }

    [Fact]
    public void Another_site_at_the_second_look_is_no_stall()
    {
        EventScript script = new EventScript().BeatsUntil(600).Burst(1, Task, 20).Burst(1, Sleep, 140);

        Assert.Equal("", new Simulation().Run(script).Complete(600).Stalls);
    }

    [Fact]
    public void A_thread_seen_idle_between_the_looks_is_no_stall()
    {
        EventScript script = new EventScript().BeatsUntil(600).Burst(1, Task, 20).Burst(1, TestStacks.Idle(), 80).Burst(1, Task, 140);

        Assert.Equal("", new Simulation().Run(script).Complete(600).Stalls);
    }

    [Fact]
    public void A_burst_that_no_longer_shows_the_site_ends_it_at_the_last_look()
    {
        EventScript script = new EventScript().BeatsUntil(1000).Burst(1, Task, 20).Burst(1, Task, 140).Burst(1, Sleep, 500);

        Assert.Equal("T1 ~20-~140: TaskWait:Orders.Pay 120 Samples*2", new Simulation().Run(script).Complete(1000).Stalls);
    }

    [Fact]
    public void A_worker_that_is_known_to_be_idle_is_not_suspected()
    {
        EventScript script = new EventScript().BeatsUntil(600).At(0).Idle(1).Burst(1, Task, 20).Burst(1, Task, 140);

        Simulation simulation = new Simulation().Run(script).Complete(600);

        Assert.Equal("", simulation.Stalls);
        Assert.Empty(simulation.Listener.Wanted);
    }

    [Fact]
    public void A_thread_outside_the_pool_is_not_suspected()
    {
        CallStack main = TestStacks.NotPool(BlockingCategory.TaskWait, "Program.Main", "Task.Wait");
        EventScript script = new EventScript().BeatsUntil(600).Burst(1, main, 20).Burst(1, main, 140);

        Simulation simulation = new Simulation().Run(script).Complete(600);

        Assert.Equal("", simulation.Stalls);
        Assert.Empty(simulation.Listener.Wanted);
    }

    [Fact]
    public void A_starved_server_is_explained_within_a_second_of_the_attach()
    {
        // 50 workers blocked since before the session; no span event ever. The bursts are those that the detector asks for.
        EventScript script = new EventScript();
        for (int time = 0; time <= 900; time += 100)
        {
            script.At(time).Count(50, queue: 400 + time, completed: 0);
        }

        script.At(305).BurstStart();
        for (int thread = 1; thread <= 50; thread++)
        {
            script.At(306).Sample(thread, Task);
        }

        script.At(307).BurstEnd().At(420).BurstStart();
        for (int thread = 1; thread <= 50; thread++)
        {
            script.At(421).Sample(thread, Task);
        }

        Simulation simulation = new Simulation().Run(script.At(422).BurstEnd().BeatsUntil(950));

        Assert.Equal([300], simulation.Listener.WantedAt(EvidenceReason.Starvation));
        Assert.Equal(406, Assert.Single(simulation.Listener.WantedAt(EvidenceReason.SecondLook)), 10.0);
        Assert.Equal(50, simulation.Listener.Explained.Count);
        StarvationEpisode episode = Assert.Single(simulation.Snapshot.Starvation);
        Assert.Equal("TaskWait:Orders.Pay", Assert.Single(episode.Culprits).SiteId);
        Assert.Equal(50 * 0.115, episode.Culprits[0].PoolThreadSeconds, 6);
        Assert.Equal(50, simulation.Snapshot.Findings.Single(f => f.Site.Id == "TaskWait:Orders.Pay").Threads);
    }

    [Fact]
    public void A_loss_of_span_events_starts_the_suspicion_anew()
    {
        EventScript script = new EventScript().BeatsUntil(60).Burst(1, Task, 20).At(100).Lost(Lane.Spans, 1).BeatsUntil(400, 110).Burst(1, Task, 140);

        Assert.Equal("", new Simulation().Run(script).Complete(400).Stalls);
    }
}
